package dev.downlink.connection;

import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An open WebSocket connection.
 *
 * @param dialect of pushes
 * @param framing how many pushes one frame may hold
 * @param user empty for an anonymous client
 * @param info from the connection token, shown in presence
 * @param inSession whether a Centrifuge {@code connect} has begun a session; other Centrifuge commands need one
 * @param expiresAt when the registry removes it at the latest
 * @param credentials from the connection token
 */
public record Connection(
        ConnectionId id,
        Dialect dialect,
        Framing framing,
        String user,
        @Nullable Json info,
        boolean inSession,
        Instant connectedAt,
        Instant expiresAt,
        Credentials credentials) {

    /** 130 minutes in the registry: API Gateway's limit of two hours, and time for a late {@code $disconnect}. */
    public static final Duration LIFETIME = Duration.ofMinutes(130);

    /** 25 s, as with Centrifugo: SDKs send a new token when the old one expires, not before. */
    public static final Duration EXPIRY_GRACE = Duration.ofSeconds(25);

    /** Without a token. */
    public Connection(
            ConnectionId id,
            Dialect dialect,
            Framing framing,
            String user,
            @Nullable Json info,
            boolean inSession,
            Instant connectedAt,
            Instant expiresAt) {
        this(id, dialect, framing, user, info, inSession, connectedAt, expiresAt, Credentials.NONE);
    }

    public boolean anonymous() {
        return user.isEmpty();
    }

    /** Whether its token expired, and no new one came in time. */
    public boolean hasOutlivedItsToken(Instant now) {
        return credentials.haveExpired(now);
    }
}
