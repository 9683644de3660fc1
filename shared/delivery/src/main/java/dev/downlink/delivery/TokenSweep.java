package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connection.TokenExpiries.Expired;
import dev.downlink.delivery.FanOutTask.Departure;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Push;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends connections and subscriptions whose token expired, and whose client sends nothing: a command of it would be told. A
 * client that got a new token is left alone. What fails is found again by the next sweep.
 */
@Singleton
public final class TokenSweep {

    private static final Logger LOG = LoggerFactory.getLogger(TokenSweep.class);

    private static final Push.Disconnected CONNECTION_EXPIRED = new Push.Disconnected(3005, "connection expired");
    private static final Push.Disconnected SUBSCRIPTION_EXPIRED = new Push.Disconnected(3006, "subscription expired");
    /** Client SDKs subscribe again, and fetch a new token when theirs is refused. */
    private static final int UNSUBSCRIBE_EXPIRED = 2501;

    private final TokenExpiries expiries;
    private final ConnectionRepository connections;
    private final SubscriptionRepository subscriptions;
    private final ConnectionCleanup cleanup;
    private final ConnectionPoster poster;
    private final Disconnector disconnector;
    private final FanOutTrigger trigger;
    private final ParallelExecutor parallel;

    public TokenSweep(
            TokenExpiries expiries,
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ConnectionCleanup cleanup,
            ConnectionPoster poster,
            FanOutTrigger trigger,
            ParallelExecutor parallel) {
        this.expiries = expiries;
        this.connections = connections;
        this.subscriptions = subscriptions;
        this.cleanup = cleanup;
        this.poster = poster;
        this.disconnector = new Disconnector(poster);
        this.trigger = trigger;
        this.parallel = parallel;
    }

    /** @return how many connections and subscriptions were ended */
    public int sweep(Instant now) {
        TokenExpiries.Due due = expiries.due(now);
        long ended = parallel.map(due.expired(), token -> tryEnd(token, now)).stream()
                .filter(done -> done)
                .count();
        expiries.complete(due);
        return Math.toIntExact(ended);
    }

    private boolean tryEnd(Expired token, Instant now) {
        try {
            return token.channel() == null
                    ? endConnection(token.connection(), now)
                    : endSubscription(token.connection(), token.channel(), now);
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("connection", token.connection())
                    .addKeyValue("channel", token.channel())
                    .setCause(failed)
                    .log("cannot end what a token expired for; the next sweep tries again");
            expiries.note(token, now);
            return false;
        }
    }

    private boolean endConnection(ConnectionId id, Instant now) {
        @Nullable
        Connection connection = connections
                .find(id)
                .filter(found -> found.hasOutlivedItsToken(now))
                .orElse(null);
        if (connection == null) {
            return false;
        }
        boolean ended = disconnect(id, connection.dialect(), CONNECTION_EXPIRED);
        if (!ended) {
            expiries.note(id, now);
        }
        return ended;
    }

    private boolean disconnect(ConnectionId connection, Dialect dialect, Push.Disconnected reason) {
        boolean ended = disconnector
                .disconnect(connection, dialect, reason)
                .toCompletableFuture()
                .join();
        if (ended) {
            cleanup.remove(List.of(connection));
        }
        return ended;
    }

    /** Removed first: the push must not revive a subscription that the client has ended or renewed itself. */
    private boolean endSubscription(ConnectionId connection, ChannelName channel, Instant now) {
        @Nullable
        Subscription removed =
                subscriptions.removeExpired(connection, channel, now).orElse(null);
        if (removed == null) {
            return false;
        }
        if (removed.joinState() == JoinState.TOLD) {
            trigger.start(new FanOutTask.TellLeft(List.of(Departure.of(removed))));
        }
        if (removed.serverSide()) {
            return disconnect(connection, removed.dialect(), SUBSCRIPTION_EXPIRED);
        }
        // A client that does not get it finds out when it connects again: it has no subscription by then.
        Push push = new Push.Unsubscribed(channel.value(), UNSUBSCRIBE_EXPIRED, "subscription expired");
        byte[] text = Codec.of(removed.dialect()).encode(push).getBytes(StandardCharsets.UTF_8);
        poster.post(connection, new Frame(text)).toCompletableFuture().join();
        return true;
    }
}
