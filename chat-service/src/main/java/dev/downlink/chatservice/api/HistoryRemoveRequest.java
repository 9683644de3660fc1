package dev.downlink.chatservice.api;

import dev.downlink.api.ApiRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;

/** Removes the publications of a channel. */
@Serdeable.Deserializable
record HistoryRemoveRequest(String channel) implements ApiRequest {

    public HistoryRemoveRequest {
        channel = Objects.requireNonNullElse(channel, "");
    }
}
