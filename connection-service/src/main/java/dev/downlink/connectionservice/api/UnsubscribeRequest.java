package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiRequest;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;

/**
 * Ends the subscriptions of connections to a channel.
 *
 * @param user whose connections; empty for whoever {@code client} is
 * @param client only this connection
 */
@Serdeable.Deserializable
record UnsubscribeRequest(String channel, String user, String client) implements ApiRequest {

    public UnsubscribeRequest {
        channel = Objects.requireNonNullElse(channel, "");
        user = Objects.requireNonNullElse(user, "");
        client = Objects.requireNonNullElse(client, "");
    }
}
