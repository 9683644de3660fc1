package dev.downlink.schedule;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What each occurrence of a schedule publishes.
 *
 * @param channels at least one
 * @param deliverWithin an occurrence that is later than this is skipped; null for any
 * @param idempotencyKey publishes once per channel, however many schedules have it; null if each occurrence publishes
 */
public record ScheduledContent(
        List<ChannelName> channels,
        Json data,
        Map<String, String> tags,
        @Nullable Duration deliverWithin,
        @Nullable String idempotencyKey) {

    public ScheduledContent {
        channels = List.copyOf(channels);
        tags = Map.copyOf(tags);
        if (channels.isEmpty()) {
            throw new InvalidScheduleException("channel: expected a channel, or channels");
        }
        if (deliverWithin != null && !deliverWithin.isPositive()) {
            throw new InvalidScheduleException("deliver_within: expected a duration above 0, such as 5m");
        }
    }
}
