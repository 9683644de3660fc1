package dev.downlink.connection;

import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket.
 *
 * @param dialect what pushes are written in
 * @param framing how many pushes one frame may hold
 * @param user empty for an anonymous client
 * @param info from the connection token, shown in presence
 * @param inSession whether a Centrifuge {@code connect} has begun a session; other Centrifuge commands need one
 * @param expiresAt when the registry removes it at the latest
 */
public record Connection(
        ConnectionId id,
        Dialect dialect,
        Framing framing,
        String user,
        @Nullable Json info,
        boolean inSession,
        Instant connectedAt,
        Instant expiresAt) {

    /** How long the registry keeps one: API Gateway's two hours, and time for a {@code $disconnect} that comes late. */
    public static final Duration LIFETIME = Duration.ofMinutes(130);

    public boolean anonymous() {
        return user.isEmpty();
    }
}
