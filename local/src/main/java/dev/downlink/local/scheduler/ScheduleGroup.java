package dev.downlink.local.scheduler;

import java.time.Instant;
import java.util.Map;

/** A named set of schedules, deleted together. */
record ScheduleGroup(String name, String arn, Instant created, Map<String, String> tags) {

    ScheduleGroup {
        tags = Map.copyOf(tags);
    }
}
