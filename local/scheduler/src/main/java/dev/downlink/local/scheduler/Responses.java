package dev.downlink.local.scheduler;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Response bodies, in the API's own names. */
final class Responses {

    private Responses() {}

    record Empty() {}

    record ScheduleArn(String scheduleArn) {}

    record ScheduleGroupArn(String scheduleGroupArn) {}

    record FullSchedule(
            String arn,
            String name,
            Instant creationDate,
            Instant lastModificationDate,
            @JsonUnwrapped ScheduleDefinition definition) {}

    record Schedules(
            List<ScheduleSummary> schedules, @Nullable String nextToken) {}

    record ScheduleSummary(
            String arn,
            String name,
            @Nullable String groupName,
            ScheduleDefinition.@Nullable State state,
            Instant creationDate,
            Instant lastModificationDate,
            TargetSummary target) {}

    record TargetSummary(String arn) {}

    record Groups(List<Group> scheduleGroups, @Nullable String nextToken) {}

    record Group(String arn, String name, String state, Instant creationDate, Instant lastModificationDate) {}
}
