package dev.downlink.local.scheduler;

import java.time.Instant;

/** A named set of schedules, deleted together. */
record ScheduleGroup(String name, String arn, Instant created) {}
