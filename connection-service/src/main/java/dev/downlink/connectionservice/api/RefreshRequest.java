package dev.downlink.connectionservice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiRequest;
import dev.downlink.protocol.Json;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Changes when connections expire.
 *
 * @param user whose connections; empty for whoever {@code client} is
 * @param client only this connection
 * @param expired whether they have expired already
 * @param expireAtEpochSeconds when they expire; 0 for never
 * @param info in place of the connection's; absent to keep it
 */
@Serdeable.Deserializable
record RefreshRequest(
        String user,
        String client,
        boolean expired,
        @JsonProperty("expire_at") long expireAtEpochSeconds,
        @Nullable Json info)
        implements ApiRequest {

    /** The end of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    public RefreshRequest {
        user = Objects.requireNonNullElse(user, "");
        client = Objects.requireNonNullElse(client, "");
    }

    @Override
    public boolean valid() {
        return expireAtEpochSeconds >= 0 && expireAtEpochSeconds <= LATEST;
    }
}
