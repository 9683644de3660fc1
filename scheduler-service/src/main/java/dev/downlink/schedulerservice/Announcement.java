package dev.downlink.schedulerservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * A publication at a scheduled time: the {@code Input} of a schedule, with Scheduler's placeholders filled in.
 *
 * @param scheduleArn together with the scheduled time, the same in every attempt of Scheduler to deliver it
 * @param scheduledTime when it is due, ISO 8601
 */
@Serdeable
public record Announcement(
        @JsonProperty(required = true) String channel,
        @JsonProperty(required = true) JsonNode data,
        @JsonProperty(required = true) String scheduleArn,
        @JsonProperty(required = true) Instant scheduledTime) {}
