package dev.downlink.history;

import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A publication before it has an offset.
 *
 * @param info the publishing client; null when a server publishes
 * @param key null if every append publishes
 * @param deltaEligible whether subscribers with delta may be sent the change from the publication before
 */
public record Draft(
        Json data,
        @Nullable ClientInfo info,
        Map<String, String> tags,
        @Nullable IdempotencyKey key,
        boolean deltaEligible) {

    public Draft {
        tags = Map.copyOf(tags);
    }

    /** That is always sent whole. */
    public Draft(Json data, @Nullable ClientInfo info, Map<String, String> tags, @Nullable IdempotencyKey key) {
        this(data, info, tags, key, false);
    }

    /** The same publication, which may be sent as the change from the one before. */
    public Draft eligibleForDelta() {
        return new Draft(data, info, tags, key, true);
    }

    /** The publication at an offset. */
    public Publication at(long offset, Instant time) {
        Publication publication = new Publication(offset, data, info, tags, time);
        return deltaEligible ? publication.eligibleForDelta() : publication;
    }

    public static Draft of(Json data) {
        return new Draft(data, null, Map.of(), null);
    }
}
