package dev.downlink.local.scheduler;

import dev.downlink.local.aws.Backoff;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/** What is due when, retries included. A firing missed for longer (the machine slept) is made up for once, not as often as it was missed. */
final class Agenda {

    private final Schedules schedules;
    private final Backoff retryBackoff;
    private final Clock clock;
    private final List<Retry> retries = new ArrayList<>();
    private final Map<Schedule.Key, Appointment> appointments = new HashMap<>();

    /** The next firing of a schedule: nominally due then, and let go a random part of its flexible window later. */
    private record Appointment(Schedule schedule, Instant due, Instant fireAt) {}

    private record Retry(Invocation invocation, Instant fireAt) {}

    Agenda(Schedules schedules, Backoff retryBackoff, Clock clock) {
        this.schedules = schedules;
        this.retryBackoff = retryBackoff;
        this.clock = clock;
        schedules.all().forEach(schedule -> restore(schedule, clock.instant()));
    }

    /** What deletes itself after its one firing, and is still here, did not fire: its time came while nothing ran. */
    private void restore(Schedule schedule, Instant now) {
        schedule.missed(now)
                .ifPresentOrElse(
                        due -> appointments.put(schedule.key(), new Appointment(schedule, due, now)),
                        () -> plan(schedule, now));
    }

    /** Takes a new or changed schedule up from now on; this very moment counts. */
    synchronized void plan(Schedule schedule) {
        plan(schedule, schedule.modified().minusNanos(1));
    }

    synchronized void cancel(Schedule.Key key) {
        appointments.remove(key);
        retries.removeIf(retry -> retry.invocation().schedule().key().equals(key));
    }

    /** Plans another attempt, under a new execution id; false if the schedule's retry policy allows no more. */
    synchronized boolean retry(Invocation failed) {
        Instant fireAt = clock.instant().plus(retryBackoff.before(failed.attempt() - 1));
        if (!failed.schedule().definition().target().retries().allow(failed.attempt(), failed.due(), fireAt)) {
            return false;
        }
        retries.add(new Retry(failed.next(), fireAt));
        return true;
    }

    /** Takes what is due; schedules that are finished and said so are deleted. */
    synchronized List<Invocation> takeDue() {
        Instant now = clock.instant();
        List<Appointment> due = new ArrayList<>();
        for (Iterator<Appointment> each = appointments.values().iterator(); each.hasNext(); ) {
            Appointment next = each.next();
            if (!next.fireAt().isAfter(now)) {
                due.add(next);
                each.remove();
            }
        }
        due.forEach(fired -> {
            Schedule schedule = fired.schedule();
            boolean goesOn = plan(schedule, now);
            if (!goesOn
                    && schedule.definition().actionAfterCompletion()
                            == ScheduleDefinition.ActionAfterCompletion.DELETE) {
                schedules.remove(schedule.key());
            }
        });
        return Stream.concat(
                        takeRetries(now).stream(),
                        due.stream().map(fired -> Invocation.first(fired.schedule(), fired.due())))
                .toList();
    }

    private List<Invocation> takeRetries(Instant now) {
        List<Retry> due =
                retries.stream().filter(retry -> !retry.fireAt().isAfter(now)).toList();
        retries.removeAll(due);
        return due.stream().map(Retry::invocation).toList();
    }

    private boolean plan(Schedule schedule, Instant after) {
        appointments.remove(schedule.key());
        schedule.next(after)
                .ifPresent(due -> appointments.put(
                        schedule.key(), new Appointment(schedule, due, due.plus(delay(schedule.definition())))));
        return appointments.containsKey(schedule.key());
    }

    private static Duration delay(ScheduleDefinition definition) {
        Integer minutes = definition.flexibleTimeWindow().maximumWindowInMinutes();
        return minutes == null
                ? Duration.ZERO
                : Duration.ofMillis(ThreadLocalRandom.current()
                        .nextLong(Duration.ofMinutes(minutes).toMillis()));
    }
}
