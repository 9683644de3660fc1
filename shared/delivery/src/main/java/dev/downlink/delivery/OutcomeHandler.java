package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConcurrencyLimit;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.DeliveryOutcome;
import dev.downlink.delivery.post.PendingPosts;
import dev.downlink.delivery.post.PostListener;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Decides what follows from how deliveries ended: the one place where a connection that is gone (410), slow (429, 5xx, no
 * answer) or a refusal of the caller (401, 403, 404) is judged.
 */
final class OutcomeHandler implements PostListener<SubscriberUpdate> {

    private final DeliveryProgress progress;
    private final ConcurrencyLimit limit;
    private final EventLoop loop;
    private final DeliveryMetrics metrics;
    private final Set<ConnectionId> gone = new LinkedHashSet<>();
    private @Nullable DeliveryRefusedException refusal;

    OutcomeHandler(DeliveryProgress progress, ConcurrencyLimit limit, EventLoop loop, DeliveryMetrics metrics) {
        this.metrics = metrics;
        this.progress = progress;
        this.limit = limit;
        this.loop = loop;
    }

    @Override
    public void late(PendingPosts<SubscriberUpdate> posts) {
        metrics.slow();
        progress.late(posts.subject(), posts.through(), posts.postedAt().plus(ConnectionPoster.LONGEST_POST));
    }

    @Override
    public void completed(PendingPosts<SubscriberUpdate> posts, DeliveryOutcome outcome) {
        SubscriberUpdate update = posts.subject();
        metrics.ended(update, outcome, loop.now());
        switch (outcome) {
            case DeliveryOutcome.Delivered delivered -> progress.delivered(update);
            case DeliveryOutcome.Gone closed -> {
                // During the handshake API Gateway answers as if the connection were gone for good.
                if (update.subscription().mayBeConnecting(loop.now())) {
                    progress.notOpenYet(update, posts.through());
                } else {
                    remove(update);
                }
            }
            case DeliveryOutcome.Throttled throttled ->
                progress.failed(update, posts.through(), limit.isAccountThrottled());
            case DeliveryOutcome.Failed failed -> {
                if (failed.unanswered()) {
                    progress.unanswered(update, posts.through(), posts.postedAt());
                } else {
                    progress.failed(update, posts.through(), false);
                }
            }
            case DeliveryOutcome.Refused refused -> {
                refusal = new DeliveryRefusedException(refused.status(), refused.reason());
                progress.failed(update, posts.through(), true);
            }
        }
    }

    /** The connection has ended: nothing is sent to it any more. */
    void remove(SubscriberUpdate update) {
        gone.add(update.connection());
        progress.gone(update);
    }

    boolean isGone(ConnectionId connection) {
        return gone.contains(connection);
    }

    /** Connections that no longer exist, to be removed from the registry once no lease is held. */
    Set<ConnectionId> gone() {
        return gone;
    }

    boolean isRefused() {
        return refusal != null;
    }

    /** @throws DeliveryRefusedException if API Gateway refused the caller */
    void throwIfRefused() {
        if (refusal != null) {
            throw refusal;
        }
    }
}
