package dev.downlink.history;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publication before it has an offset.
 *
 * @param info the publishing client; null when a server publishes
 * @param key null if every append publishes
 */
public record Draft(
        Json data,
        @Nullable ClientInfo info,
        Map<String, String> tags,
        @Nullable IdempotencyKey key) {

    public Draft {
        tags = Map.copyOf(tags);
    }

    public static Draft of(Json data) {
        return new Draft(data, null, Map.of(), null);
    }
}
