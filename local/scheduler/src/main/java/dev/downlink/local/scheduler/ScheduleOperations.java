package dev.downlink.local.scheduler;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Constraints;
import dev.downlink.local.aws.LocalAccount;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The operations on schedules. */
final class ScheduleOperations {

    private static final Duration OLDEST_START = Duration.ofMinutes(5);

    private final Schedules schedules;
    private final Agenda agenda;
    private final Clock clock;

    ScheduleOperations(Schedules schedules, Agenda agenda, Clock clock) {
        this.schedules = schedules;
        this.agenda = agenda;
        this.clock = clock;
    }

    synchronized Responses.ScheduleArn create(
            String name, ScheduleDefinition definition, @Nullable String clientToken) {
        checkName(name);
        refuseWithoutGroup(definition.group());
        Optional<Schedule> there = schedules.find(new Schedule.Key(definition.group(), name));
        if (there.isPresent()) {
            if (clientToken != null && clientToken.equals(there.get().clientToken())) {
                return new Responses.ScheduleArn(there.get().arn());
            }
            throw new AwsException(409, "ConflictException", "Schedule " + name + " already exists.");
        }
        Instant now = clock.instant();
        String arn = LocalAccount.arn("scheduler", "schedule/" + definition.group() + "/" + name);
        return keep(new Schedule(name, arn, clientToken, now, now, definition));
    }

    /** A full replacement: what the definition leaves out is back at its default. */
    synchronized Responses.ScheduleArn update(String name, ScheduleDefinition definition) {
        checkName(name);
        Schedule before = existing(new Schedule.Key(definition.group(), name));
        return keep(
                new Schedule(name, before.arn(), before.clientToken(), before.created(), clock.instant(), definition));
    }

    /** Creates or replaces; one that is the same already goes on undisturbed. */
    synchronized void ensure(String name, ScheduleDefinition definition) {
        Optional<Schedule> there = schedules.find(new Schedule.Key(definition.group(), name));
        if (there.isEmpty()) {
            create(name, definition, null);
        } else if (!there.get().definition().equals(definition)) {
            update(name, definition);
        }
    }

    Responses.FullSchedule get(Schedule.Key key) {
        Schedule found = existing(key);
        return new Responses.FullSchedule(
                found.arn(), found.name(), found.created(), found.modified(), found.definition());
    }

    synchronized Responses.Empty delete(Schedule.Key key) {
        if (!schedules.remove(key)) {
            throw notFound(key);
        }
        agenda.cancel(key);
        return new Responses.Empty();
    }

    Responses.Schedules list(Optional<String> group, Optional<String> namePrefix, Optional<String> state, Page page) {
        group.ifPresent(this::refuseWithoutGroup);
        List<Schedule> matching = schedules.all().stream()
                .filter(schedule ->
                        group.map(schedule.definition().group()::equals).orElse(true))
                .filter(schedule -> namePrefix.map(schedule.name()::startsWith).orElse(true))
                .filter(schedule -> state.map(wanted -> wanted.equals(
                                String.valueOf(schedule.definition().state())))
                        .orElse(true))
                .toList();
        Page.Cut<Schedule> cut = page.cut(matching, Schedule::arn);
        return new Responses.Schedules(
                cut.items().stream().map(ScheduleOperations::summary).toList(), cut.nextToken());
    }

    private Responses.ScheduleArn keep(Schedule schedule) {
        Instant start = schedule.definition().startDate();
        if (start != null && start.isBefore(schedule.modified().minus(OLDEST_START))) {
            throw AwsException.validation("The StartDate you specify cannot be earlier than 5 minutes ago.");
        }
        schedules.put(schedule);
        agenda.plan(schedule);
        return new Responses.ScheduleArn(schedule.arn());
    }

    private Schedule existing(Schedule.Key key) {
        refuseWithoutGroup(key.group());
        return schedules.find(key).orElseThrow(() -> notFound(key));
    }

    private void refuseWithoutGroup(String group) {
        if (schedules.findGroup(group).isEmpty()) {
            throw AwsException.notFound(404, "Schedule group " + group + " does not exist.");
        }
    }

    private static AwsException notFound(Schedule.Key key) {
        return AwsException.notFound(404, "Schedule " + key.name() + " does not exist.");
    }

    private static void checkName(String name) {
        Constraints.length("name", name, 1, 64);
        Constraints.matches("name", name, ScheduleDefinition.NAME);
    }

    private static Responses.ScheduleSummary summary(Schedule schedule) {
        return new Responses.ScheduleSummary(
                schedule.arn(),
                schedule.name(),
                schedule.definition().group(),
                schedule.definition().state(),
                schedule.created(),
                schedule.modified(),
                new Responses.TargetSummary(schedule.definition().target().arn()));
    }
}
