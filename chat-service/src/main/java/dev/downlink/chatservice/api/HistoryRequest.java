package dev.downlink.chatservice.api;

import dev.downlink.api.ApiRequest;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads the history of a channel.
 *
 * @param limit how many publications at most; 0 for the position only, -1 for all
 * @param since only what comes after it, or before it if reverse; an empty epoch is any
 */
@Serdeable.Deserializable
record HistoryRequest(String channel, int limit, @Nullable Since since, boolean reverse) implements ApiRequest {

    @Serdeable.Deserializable
    record Since(long offset, String epoch) {
        public Since {
            epoch = Objects.requireNonNullElse(epoch, "");
        }
    }

    public HistoryRequest {
        channel = Objects.requireNonNullElse(channel, "");
    }

    @Override
    public boolean valid() {
        return since == null || since.offset() >= 0;
    }

    @Nullable
    StreamPosition position() {
        return since == null ? null : new StreamPosition(since.offset(), since.epoch());
    }
}
