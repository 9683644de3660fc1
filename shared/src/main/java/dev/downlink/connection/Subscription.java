package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A connection's interest in a channel, with all that fan-out needs to know.
 *
 * @param fromOffset publications up to it were known to exist when the client subscribed, so they are not pushed
 * @param expiresAt that of the connection
 */
public record Subscription(
        ChannelName channel,
        ConnectionId connection,
        Dialect dialect,
        String user,
        @Nullable Json info,
        long fromOffset,
        Instant expiresAt) {

    public ClientInfo clientInfo() {
        return new ClientInfo(connection.value(), user, info, null);
    }

    /** Which of {@code shards} workers delivers to this connection. */
    public static int shardOf(ConnectionId connection, int shards) {
        return Math.floorMod(connection.value().hashCode(), shards);
    }
}
