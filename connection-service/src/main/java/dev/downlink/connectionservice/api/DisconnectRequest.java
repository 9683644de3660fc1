package dev.downlink.connectionservice.api;

import dev.downlink.api.ApiRequest;
import dev.downlink.protocol.JsonText;
import io.micronaut.serde.annotation.Serdeable;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Disconnects clients.
 *
 * @param user whose connections; empty for whoever {@code client} is
 * @param client only this connection
 * @param whitelist the ids of connections that stay
 * @param disconnect what the clients are told
 */
@Serdeable.Deserializable
record DisconnectRequest(
        String user,
        String client,
        List<String> whitelist,
        @Nullable Disconnect disconnect) implements ApiRequest {

    /** @param code from 3000 to 4999; client SDKs connect again if it is below 3500, or from 4000 to 4499 */
    @Serdeable.Deserializable
    record Disconnect(int code, String reason) {

        /** 123 bytes: what a close frame could hold. */
        private static final int MAX_REASON_LENGTH = 123;

        public Disconnect {
            reason = Objects.requireNonNullElse(reason, "");
        }

        boolean valid() {
            return code >= 3000
                    && code <= 4999
                    && reason.length() <= MAX_REASON_LENGTH
                    && JsonText.isWellFormed(reason);
        }
    }

    public DisconnectRequest {
        user = Objects.requireNonNullElse(user, "");
        client = Objects.requireNonNullElse(client, "");
        whitelist = List.copyOf(Objects.requireNonNullElse(whitelist, List.of()));
    }
}
