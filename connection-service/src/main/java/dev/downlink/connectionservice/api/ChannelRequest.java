package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;

/** Asks for something about a channel. */
@Serdeable.Deserializable
record ChannelRequest(String channel) implements ApiRequest {

    public ChannelRequest {
        channel = Objects.requireNonNullElse(channel, "");
    }
}
