package dev.downlink.local.scheduler;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Constraints;
import dev.downlink.local.aws.LocalAccount;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The operations on schedule groups. */
final class GroupOperations {

    private final Schedules schedules;
    private final Agenda agenda;
    private final Clock clock;

    GroupOperations(Schedules schedules, Agenda agenda, Clock clock) {
        this.schedules = schedules;
        this.agenda = agenda;
        this.clock = clock;
    }

    synchronized Responses.ScheduleGroupArn create(String name) {
        Constraints.length("name", name, 1, 64);
        Constraints.matches("name", name, ScheduleDefinition.NAME);
        if (schedules.findGroup(name).isPresent()) {
            throw new AwsException(409, "ConflictException", "Schedule group " + name + " already exists.");
        }
        String arn = LocalAccount.arn("scheduler", "schedule-group/" + name);
        schedules.putGroup(new ScheduleGroup(name, arn, clock.instant()));
        return new Responses.ScheduleGroupArn(arn);
    }

    synchronized void ensure(String name) {
        if (schedules.findGroup(name).isEmpty()) {
            create(name);
        }
    }

    Responses.Group get(String name) {
        return described(existing(name));
    }

    synchronized Responses.Empty delete(String name) {
        existing(name);
        if (name.equals(ScheduleDefinition.DEFAULT_GROUP)) {
            throw AwsException.validation("The default schedule group cannot be deleted.");
        }
        schedules.all().stream()
                .map(Schedule::key)
                .filter(key -> key.group().equals(name))
                .forEach(agenda::cancel);
        schedules.removeGroup(name);
        return new Responses.Empty();
    }

    Responses.Groups list(Optional<String> namePrefix, Page page) {
        List<ScheduleGroup> matching = schedules.allGroups().stream()
                .filter(group -> namePrefix.map(group.name()::startsWith).orElse(true))
                .toList();
        Page.Cut<ScheduleGroup> cut = page.cut(matching, ScheduleGroup::arn);
        return new Responses.Groups(
                cut.items().stream().map(GroupOperations::described).toList(), cut.nextToken());
    }

    private ScheduleGroup existing(String name) {
        return schedules
                .findGroup(name)
                .orElseThrow(() -> AwsException.notFound(404, "Schedule group " + name + " does not exist."));
    }

    private static Responses.Group described(ScheduleGroup group) {
        return new Responses.Group(group.arn(), group.name(), "ACTIVE", group.created(), group.created());
    }
}
