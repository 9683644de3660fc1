package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * When the tokens of connections and subscriptions expire, for the sweep that ends what no new token came for. Costs one write
 * per token that expires while its connection may be open, none for another, and no scan. What is noted may no longer be so: the
 * sweep looks at the connection or the subscription.
 */
public interface TokenExpiries {

    /**
     * A token that expired, and the time in which a new one could have come.
     *
     * @param channel of the subscription; absent: the token is the connection's
     */
    record Expired(ConnectionId connection, @Nullable ChannelName channel) {}

    /**
     * What is due.
     *
     * @param through all that was due before it has been read
     */
    record Due(List<Expired> expired, Instant through) {
        public Due {
            expired = List.copyOf(expired);
        }
    }

    /** Notes when a connection expires; absent: never. */
    default void note(ConnectionId connection, @Nullable Instant expiresAt) {
        if (expiresAt != null) {
            note(new Expired(connection, null), expiresAt);
        }
    }

    /** Notes when a subscription expires; absent: never. */
    default void note(ConnectionId connection, ChannelName channel, @Nullable Instant expiresAt) {
        if (expiresAt != null) {
            note(new Expired(connection, channel), expiresAt);
        }
    }

    void note(Expired token, Instant expiresAt);

    /** What expired {@link Connection#EXPIRY_GRACE} ago or earlier, since the last completed sweep. */
    Due due(Instant now);

    /** Completes a sweep: what it read is not read again, but for the last minute's. */
    void complete(Due due);
}
