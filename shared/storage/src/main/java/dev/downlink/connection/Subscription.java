package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A subscription of a connection to a channel, with all data that fan-out needs.
 *
 * @param dialect that of the connection
 * @param framing that of the connection
 * @param fromOffset publications up to it were known to exist when the client subscribed, so they are not pushed
 * @param serverSide whether the server subscribed the connection ({@code connect.channels}, URL, token). A client does not
 *     renew such a subscription when it is unsubscribed; only a new connection has it again.
 * @param expiresAt that of the connection
 * @param terms of the command or token that created it
 * @param options what is pushed to it
 * @param joinState whether its join was pushed to the other subscribers
 */
public record Subscription(
        ChannelName channel,
        ConnectionId connection,
        Dialect dialect,
        Framing framing,
        String user,
        @Nullable Json info,
        long fromOffset,
        boolean serverSide,
        Instant expiresAt,
        SubscriptionTerms terms,
        PushOptions options,
        JoinState joinState) {

    /** 30 s: API Gateway's limit for the integration of {@code $connect} is 29 s; 1 s for differences of the clocks. */
    private static final Duration HANDSHAKE = Duration.ofSeconds(30);

    /** Without terms, with the default options. */
    public Subscription(
            ChannelName channel,
            ConnectionId connection,
            Dialect dialect,
            Framing framing,
            String user,
            @Nullable Json info,
            long fromOffset,
            boolean serverSide,
            Instant expiresAt) {
        this(
                channel,
                connection,
                dialect,
                framing,
                user,
                info,
                fromOffset,
                serverSide,
                expiresAt,
                SubscriptionTerms.NONE,
                PushOptions.DEFAULT,
                JoinState.UNTOLD);
    }

    public Subscription withTerms(SubscriptionTerms changed) {
        return with(fromOffset, changed, options, joinState);
    }

    public Subscription withOptions(PushOptions changed) {
        return with(fromOffset, terms, changed, joinState);
    }

    public Subscription withJoinState(JoinState changed) {
        return with(fromOffset, terms, options, changed);
    }

    /** The same subscription from another offset on. */
    public Subscription from(long offset) {
        return with(offset, terms, options, joinState);
    }

    private Subscription with(long offset, SubscriptionTerms terms, PushOptions options, JoinState joinState) {
        return new Subscription(
                channel,
                connection,
                dialect,
                framing,
                user,
                info,
                offset,
                serverSide,
                expiresAt,
                terms,
                options,
                joinState);
    }

    public ClientInfo clientInfo() {
        return new ClientInfo(connection.value(), user, info, terms.info());
    }

    /** Whether neither the connection nor the subscription has expired. */
    public boolean isLive(Instant now) {
        return expiresAt.isAfter(now) && !terms.haveEnded(now);
    }

    /** Whether the handshake may be in progress: API Gateway then answers a post with 410, as for a closed connection. */
    public boolean mayBeConnecting(Instant now) {
        return now.isBefore(expiresAt.minus(Connection.LIFETIME).plus(HANDSHAKE));
    }

    /** The shard of a connection that subscribes to a channel with that many shards. */
    public static int shardOf(ConnectionId connection, int shards) {
        return Math.floorMod(connection.value().hashCode(), shards);
    }
}
