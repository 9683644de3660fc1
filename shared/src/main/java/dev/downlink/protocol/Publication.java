package dev.downlink.protocol;

import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publication as subscribers see it.
 *
 * @param offset 0 in a channel without history
 * @param info the publishing client; absent when a server published
 * @param time when it was published
 */
public record Publication(long offset, Json data, @Nullable ClientInfo info, Map<String, String> tags, Instant time) {

    public Publication {
        tags = Map.copyOf(tags);
    }
}
