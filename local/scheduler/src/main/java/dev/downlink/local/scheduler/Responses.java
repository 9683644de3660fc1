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
}
