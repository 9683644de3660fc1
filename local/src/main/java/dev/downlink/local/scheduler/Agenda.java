package dev.downlink.local.scheduler;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** What is due when. A firing missed for longer (the machine slept) is made up for once, not as often as it was missed. */
final class Agenda {

    private final Schedules schedules;
    private final Clock clock;
    private final Map<Schedule.Key, Appointment> appointments = new HashMap<>();

    /** The next firing of a schedule: nominally due then, and let go a random part of its flexible window later. */
    private record Appointment(Schedule schedule, Instant due, Instant fireAt) {}

    Agenda(Schedules schedules, Clock clock) {
        this.schedules = schedules;
        this.clock = clock;
        schedules.all().forEach(schedule -> plan(schedule, clock.instant()));
    }

    /** Takes a new or changed schedule up from now on; this very moment counts. */
    synchronized void plan(Schedule schedule) {
        plan(schedule, schedule.modified().minusNanos(1));
    }

    synchronized void cancel(Schedule.Key key) {
        appointments.remove(key);
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
        return due.stream()
                .map(fired -> new Invocation(fired.schedule(), fired.due(), UUID.randomUUID()))
                .toList();
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
