package dev.downlink.history;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is to be published.
 *
 * @param idempotencyKey publishes once per channel, however often it is tried within {@link ChannelHistory#KEY_LIFETIME}
 */
public record Draft(
        Json data,
        @Nullable ClientInfo info,
        Map<String, String> tags,
        @Nullable String idempotencyKey) {

    public Draft {
        tags = Map.copyOf(tags);
    }

    public static Draft of(Json data) {
        return new Draft(data, null, Map.of(), null);
    }
}
