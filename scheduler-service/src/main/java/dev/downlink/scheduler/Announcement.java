package dev.downlink.scheduler;

import dev.downlink.channel.ChannelName;
import io.micronaut.json.tree.JsonNode;
import java.time.Instant;

/** Something to be published at a time. */
record Announcement(ChannelName channel, JsonNode data, Instant scheduledTime, String executionId) {}
