package dev.downlink.delivery;

import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.Courier.Outcome;
import dev.downlink.delivery.Courier.Parcel;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Push;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends what cannot go on, in such a way that the client notices, comes back and recovers what it can. */
final class Farewells {

    private static final Logger LOG = LoggerFactory.getLogger(Farewells.class);

    private static final Push.Disconnected SLOW = new Push.Disconnected(3008, "slow");
    private static final int INSUFFICIENT_STATE = 2500;

    private final WorkerTools tools;

    Farewells(WorkerTools tools) {
        this.tools = tools;
    }

    /**
     * Closes a connection that takes nothing. That it is told why is not promised: it takes nothing.
     *
     * @return how the close ended; never exceptionally
     */
    CompletableFuture<PostResult> close(Subscription subscription) {
        ConnectionId connection = subscription.connection();
        LOG.info("Closing {}, which takes nothing", connection);
        return CompletableFuture.completedFuture(frame(subscription, SLOW))
                .thenCompose(frame -> tools.poster().post(connection, frame))
                .handle((told, failure) -> connection)
                .thenCompose(tools.poster()::close)
                .exceptionally(failure -> new PostResult.Failed(failure.toString()));
    }

    /** Whether such an end means that there is no connection any more. */
    static boolean isClosed(Subscription subscription, PostResult result) {
        return switch (result) {
            case PostResult.Delivered delivered -> true;
            case PostResult.Gone gone -> true;
            case PostResult.Throttled throttled -> isStillOpen(subscription, "throttled");
            case PostResult.Failed failed -> isStillOpen(subscription, failed.reason());
            case PostResult.InvalidFrame invalid -> isStillOpen(subscription, invalid.reason());
            case PostResult.Refused refused -> isStillOpen(subscription, refused.reason());
        };
    }

    private static boolean isStillOpen(Subscription subscription, String reason) {
        LOG.warn("Could not close {}: {}", subscription.connection(), reason);
        return false;
    }

    /**
     * Unsubscribes clients that have missed publications which the log no longer has, and tells them. Whoever cannot be told
     * is closed.
     */
    void unsubscribe(List<Subscription> subscriptions, int shards, Instant until) {
        if (subscriptions.isEmpty()) {
            return;
        }
        // First: told too early, a client would be refused, as one that subscribes already.
        tools.parallel()
                .each(
                        subscriptions,
                        subscription -> tools.subscriptions()
                                .remove(subscription.connection(), subscription.channel(), shards));
        LOG.warn(
                "{} subscribers of {} have missed publications that the log no longer has",
                subscriptions.size(),
                subscriptions.getFirst().channel());
        Courier courier = tools.newCourier();
        Map<ConnectionId, Outcome> outcomes = new HashMap<>(courier.deliver(
                subscriptions.stream().map(Farewells::unsubscribed).toList(),
                tools.settings().patience(),
                until));
        outcomes.putAll(courier.finish());
        subscriptions.stream()
                .filter(subscription -> outcomes.get(subscription.connection()) instanceof Outcome.Unfinished)
                .collect(toMap(identity(), this::close))
                .forEach((subscription, closed) -> isClosed(subscription, closed.join()));
    }

    private static Parcel unsubscribed(Subscription subscription) {
        Push push = new Push.Unsubscribed(subscription.channel().value(), INSUFFICIENT_STATE, "insufficient state");
        return new Parcel(subscription.connection(), List.of(new Packed(frame(subscription, push), 1)), 0);
    }

    private static Frame frame(Subscription subscription, Push push) {
        return new Frame(Codec.of(subscription.dialect()).encode(push).getBytes(StandardCharsets.UTF_8));
    }
}
