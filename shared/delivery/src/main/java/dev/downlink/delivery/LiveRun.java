package dev.downlink.delivery;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.SubscriberUpdate.LivePushes;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.PendingPosts;
import dev.downlink.delivery.post.PostDispatcher;
import dev.downlink.delivery.post.PostResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One delivery of publications without history: at once or not at all. Keeps no progress; waits for nobody who is slow. */
final class LiveRun implements DeliveryProgress {

    private static final Logger LOG = LoggerFactory.getLogger(LiveRun.class);

    private final DeliveryContext context;
    private final DeliverySettings settings;
    private final LiveSlowConnections slow;
    private final EventLoop loop;
    private final DeliveryMetrics metrics;
    private final OutcomeHandler outcomes;
    private final PostDispatcher<SubscriberUpdate> dispatcher;
    /** Those that are not slow, as far as this run knows. */
    private final Set<ConnectionId> awaited = new HashSet<>();

    LiveRun(DeliveryContext context, LiveSlowConnections slow) {
        this.context = context;
        this.settings = context.settings();
        this.slow = slow;
        this.loop = context.loops().create();
        this.metrics = new DeliveryMetrics(context.metrics());
        this.outcomes = new OutcomeHandler(this, context.limit(), loop, metrics);
        this.dispatcher = new PostDispatcher<>(context.poster(), context.limit(), loop, outcomes);
    }

    Instant now() {
        return loop.now();
    }

    /** Sends pushes to a subscriber, if there are any, or drops them if it is slow and being tried, or was a moment ago. */
    void send(Subscription subscription, List<? extends EncodedPush> pushes) {
        if (pushes.isEmpty()) {
            return;
        }
        ConnectionId connection = subscription.connection();
        Instant now = loop.now();
        boolean wasSlow = slow.isSlow(connection);
        if (!slow.tryStart(connection, now, now.plus(ConnectionPoster.LONGEST_POST))) {
            slow.countDropped(connection, pushes.size(), DropReason.SLOW);
            return;
        }
        Duration slowAfter = wasSlow ? Duration.ZERO : settings.slowAfter();
        if (!wasSlow) {
            awaited.add(connection);
        }
        dispatcher.add(new PendingPosts<>(
                new LivePushes(subscription, List.copyOf(pushes)),
                connection,
                FramePacker.pack(pushes, subscription.dialect(), subscription.framing()),
                0,
                slowAfter));
    }

    /** Whether there are enough posts to start for now. */
    boolean isBusy() {
        return dispatcher.queued() >= settings.pageSize();
    }

    void advance(Instant until) {
        dispatcher.advance(until);
    }

    /**
     * Waits for everyone who is not slow, and ends.
     *
     * @throws DeliveryRefusedException if API Gateway refuses the caller
     */
    void finish(Instant until) {
        while (!awaited.isEmpty() && loop.now().isBefore(until)) {
            dispatcher.advance(until);
        }
        // Slow ones that are tried: their first post must at least be under way.
        dispatcher.advance(loop.now());
        for (PendingPosts<SubscriberUpdate> posts : dispatcher.withdraw(this::answeredAfterEnd)) {
            if (!dispatcher.isInFlight(posts)) {
                DropReason reason = slow.isSlow(posts.connection()) ? DropReason.SLOW : DropReason.LATE;
                slow.countDropped(posts.connection(), missed(posts.subject(), posts.through()), reason);
            }
        }
        metrics.write(dispatcher.throttled());
        slow.takeDropped().forEach(metrics::dropped);
        if (dispatcher.throttled() > 0) {
            LOG.warn("{} posts were throttled (429) and retried", dispatcher.throttled());
        }
        long dropped = slow.takeUnreported();
        if (dropped > 0) {
            LOG.warn(
                    "dropped {} publications without history: their posts were throttled, refused or too late",
                    dropped);
        }
        outcomes.throwIfRefused();
    }

    /** Connections that were found to be gone. */
    Collection<ConnectionId> gone() {
        return outcomes.gone();
    }

    @Override
    public void delivered(SubscriberUpdate update) {
        awaited.remove(update.connection());
        slow.remove(update.connection());
    }

    @Override
    public void late(SubscriberUpdate update, int count, Instant postEndsAt) {
        awaited.remove(update.connection());
        slow.markSlow(update.connection(), loop.now(), postEndsAt);
    }

    @Override
    public void failed(SubscriberUpdate update, int count, boolean throttled) {
        awaited.remove(update.connection());
        if (!throttled) {
            markSlow(update);
        }
        DropReason refused = outcomes.isRefused() ? DropReason.REFUSED : DropReason.THROTTLED;
        slow.countDropped(update.connection(), missed(update, count), throttled ? refused : DropReason.FAILED);
    }

    @Override
    public void unanswered(SubscriberUpdate update, int count, Instant postedAt) {
        failed(update, count, false);
    }

    @Override
    public void notOpenYet(SubscriberUpdate update, int count) {
        gone(update);
    }

    @Override
    public void gone(SubscriberUpdate update) {
        awaited.remove(update.connection());
        slow.remove(update.connection());
    }

    /** A post that was in flight when this run ended. Called on any thread. */
    private void answeredAfterEnd(PendingPosts<SubscriberUpdate> posts, PostResult result) {
        SubscriberUpdate update = posts.subject();
        switch (result) {
            case PostResult.Delivered delivered -> slow.remove(update.connection());
            case PostResult.InvalidFrame invalid -> slow.remove(update.connection());
            case PostResult.Gone gone -> {
                slow.remove(update.connection());
                return;
            }
            case PostResult.Throttled throttled -> {
                if (!context.limit().isAccountThrottled()) {
                    markSlow(update);
                }
            }
            case PostResult.Failed failed -> markSlow(update);
            case PostResult.Refused refused -> {}
        }
        slow.countDropped(update.connection(), missed(update, posts.through()), DropReason.after(result));
    }

    /** @param count how many of the publications the connection has */
    private static int missed(SubscriberUpdate update, int count) {
        return update instanceof LivePushes live ? live.pushes().size() - count : 0;
    }

    /** Also closes it if it accepts nothing: that makes API Gateway run {@code $disconnect}, which removes it. */
    private void markSlow(SubscriberUpdate update) {
        Instant now = loop.now();
        ConnectionId connection = update.connection();
        slow.markSlow(connection, now, now);
        if (slow.isSlowSince(connection, now.minus(settings.closeAfter()))) {
            new Disconnector(context.poster())
                    .disconnect(update.subscription(), Disconnector.SLOW)
                    .thenAccept(ended -> {
                        if (ended) {
                            slow.remove(connection);
                        }
                    });
        }
    }
}
