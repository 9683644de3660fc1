package dev.downlink.schedulerservice;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A scheduled publication: the {@code Input} of a schedule, with Scheduler's placeholders filled in. A schedule of {@code
 * service.yml} has {@code channel} and {@code data}, one of the HTTP API {@code channels} and {@code json}.
 *
 * @param json the data as text
 * @param deliverWithinSeconds the largest delay, beyond which it is skipped; absent: none
 * @param windowSeconds the flexible window after its time
 * @param idempotencyKey publishes once, whatever the schedule and time
 * @param scheduleArn together with the scheduled time, the same in every attempt of Scheduler to deliver it
 * @param scheduledTime when it is due, ISO 8601
 */
@Serdeable
public record Announcement(
        @Nullable String channel,
        @Nullable List<String> channels,
        @Nullable JsonNode data,
        @Nullable String json,
        @Nullable Map<String, String> tags,
        @Nullable Long deliverWithinSeconds,
        @Nullable Long windowSeconds,
        @Nullable String idempotencyKey,
        @JsonProperty(required = true) String scheduleArn,
        @JsonProperty(required = true) Instant scheduledTime) {

    public Announcement {
        channels = channels == null ? null : List.copyOf(channels);
        tags = tags == null ? null : Map.copyOf(tags);
    }
}
