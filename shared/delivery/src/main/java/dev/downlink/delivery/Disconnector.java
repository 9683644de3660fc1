package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.delivery.post.PendingPosts;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Push;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Disconnects clients, and unsubscribes those that missed publications so that SDKs resubscribe and recover. */
public final class Disconnector {

    private static final Logger LOG = LoggerFactory.getLogger(Disconnector.class);

    static final Push.Disconnected SLOW = new Push.Disconnected(3008, "slow");
    static final Push.Disconnected INSUFFICIENT_STATE = new Push.Disconnected(3010, "insufficient state");
    private static final int UNSUBSCRIBE_INSUFFICIENT_STATE = 2500;

    private final ConnectionPoster poster;

    public Disconnector(ConnectionPoster poster) {
        this.poster = poster;
    }

    /**
     * Tells the client why, if it still reads, and closes the connection.
     *
     * @return whether the connection has ended; completes on any thread, never exceptionally
     */
    public CompletionStage<Boolean> disconnect(ConnectionId connection, Dialect dialect, Push.Disconnected reason) {
        return poster.post(connection, frame(dialect, reason))
                .handle((told, failure) -> connection)
                .thenCompose(poster::close)
                .handle((result, failure) -> hasEnded(
                        connection, failure == null ? result : new PostResult.Failed(failure.toString()), reason));
    }

    CompletionStage<Boolean> disconnect(Subscription subscription, Push.Disconnected reason) {
        return disconnect(subscription.connection(), subscription.dialect(), reason);
    }

    private static boolean hasEnded(ConnectionId connection, PostResult result, Push.Disconnected reason) {
        boolean ended = switch (result) {
            case PostResult.Delivered delivered -> true;
            case PostResult.Gone gone -> true;
            case PostResult.Throttled throttled -> false;
            case PostResult.Failed failed -> false;
            case PostResult.InvalidFrame invalid -> false;
            case PostResult.Refused refused -> false;
        };
        if (ended) {
            LOG.info("closed connection {}: {} {}", connection, reason.code(), reason.reason());
        } else {
            LOG.warn(
                    "could not close connection {} ({} {}), retrying later: {}",
                    connection,
                    reason.code(),
                    reason.reason(),
                    result);
        }
        return ended;
    }

    /** The push that ends a subscription whose missed publications the history no longer has. */
    static PendingPosts<SubscriberUpdate> unsubscribe(Subscription subscription, Duration slowAfter) {
        Push push = new Push.Unsubscribed(
                subscription.channel().value(), UNSUBSCRIBE_INSUFFICIENT_STATE, "insufficient state");
        return new PendingPosts<>(
                new SubscriberUpdate.EndOfSubscription(subscription),
                subscription.connection(),
                List.of(new PackedFrame(frame(subscription.dialect(), push), 1)),
                0,
                slowAfter);
    }

    private static Frame frame(Dialect dialect, Push push) {
        return new Frame(Codec.of(dialect).encode(push).getBytes(StandardCharsets.UTF_8));
    }
}
