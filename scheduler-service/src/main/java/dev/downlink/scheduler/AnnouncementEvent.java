package dev.downlink.scheduler;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.channel.ChannelName;
import io.micronaut.json.tree.JsonNode;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;

/**
 * The {@code Input} of a schedule, with Scheduler's own placeholders filled in.
 *
 * @param scheduledTime when it was to be published, ISO 8601
 * @param executionId the same however often this execution is delivered
 */
@Serdeable
public record AnnouncementEvent(
        @JsonProperty(required = true) String channel,
        @JsonProperty(required = true) JsonNode data,
        @JsonProperty(required = true) Instant scheduledTime,
        @JsonProperty(required = true) String executionId) {

    Announcement announcement() {
        return new Announcement(new ChannelName(channel), data, scheduledTime, executionId);
    }
}
