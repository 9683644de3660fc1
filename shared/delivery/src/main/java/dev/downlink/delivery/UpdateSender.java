package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.delivery.post.PendingPosts;
import dev.downlink.delivery.post.PostDispatcher;
import dev.downlink.protocol.Push;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends subscribers what they lack of a range, or ends the subscription of those for whom the range came too late. */
final class UpdateSender {

    private static final Logger LOG = LoggerFactory.getLogger(UpdateSender.class);

    private final DeliveryContext context;
    private final PostDispatcher<SubscriberUpdate> dispatcher;
    private final OutcomeHandler outcomes;
    private final EventLoop loop;
    private final ChannelName channel;
    private final Disconnector disconnector;

    UpdateSender(
            DeliveryContext context,
            PostDispatcher<SubscriberUpdate> dispatcher,
            OutcomeHandler outcomes,
            EventLoop loop,
            ChannelName channel) {
        this.context = context;
        this.dispatcher = dispatcher;
        this.outcomes = outcomes;
        this.loop = loop;
        this.channel = channel;
        this.disconnector = new Disconnector(context.poster());
    }

    /** What follows for a subscriber. */
    enum Sent {
        /** Something is sent, and its outcome awaited. */
        AWAITED,
        /** It wants nothing of the range: it has all of it. */
        NOTHING_WANTED,
        /** It has the range already, or its connection or subscription has ended. */
        NOTHING
    }

    /** @param after the subscriber has everything up to this offset */
    Sent send(Subscription subscription, long after, PublicationRange range, Duration slowAfter) {
        if (after >= range.through() || outcomes.isGone(subscription.connection())) {
            return Sent.NOTHING;
        }
        if (range.isIncompleteFor(after)) {
            endSubscription(subscription);
            return Sent.NOTHING;
        }
        int from = range.countThrough(after);
        List<PackedFrame> frames = range.frames(subscription, from);
        if (frames.isEmpty()) {
            return Sent.NOTHING_WANTED;
        }
        dispatcher.add(new PendingPosts<>(
                new SubscriberUpdate.Publications(subscription, after, range),
                subscription.connection(),
                frames,
                from,
                slowAfter));
        return Sent.AWAITED;
    }

    /** Its missed publications are no longer in the history: the client must learn that, and start anew. */
    private void endSubscription(Subscription subscription) {
        LOG.warn(
                "{} missed publications of {} that the history no longer has: ending its subscription",
                subscription.connection(),
                channel);
        if (subscription.serverSide()) {
            // Unsubscribed, SDKs would never subscribe again; disconnected, they reconnect and recover.
            disconnect(subscription, Disconnector.INSUFFICIENT_STATE, () -> {});
            return;
        }
        // First: told too early, a client that subscribes again would be refused, as one that is subscribed.
        context.subscriptions().remove(subscription.connection(), channel);
        dispatcher.add(Disconnector.unsubscribe(subscription, context.settings().slowAfter()));
    }

    /** Closes a connection that accepts nothing. */
    void close(Subscription subscription, Runnable stillOpen) {
        if (!dispatcher.mayPost()) {
            // Another worker may have the lease by now, from which the connection may have accepted something.
            stillOpen.run();
            return;
        }
        disconnect(subscription, Disconnector.SLOW, stillOpen);
    }

    private void disconnect(Subscription subscription, Push.Disconnected reason, Runnable stillOpen) {
        disconnector
                .disconnect(subscription, reason)
                .thenAccept(ended -> loop.add(() -> {
                    if (ended) {
                        outcomes.remove(new SubscriberUpdate.EndOfSubscription(subscription));
                    } else {
                        stillOpen.run();
                    }
                }));
    }
}
