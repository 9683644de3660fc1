package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.DeltaState;
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

    /** 15 s: functions that carry out commands are stopped after 10 s, and clocks differ. */
    private static final Duration LONGEST_JOIN = Duration.ofSeconds(15);

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
        /** Its client does not have the reply yet: nothing may be pushed. */
        JOINING,
        /** It has the range already, or its connection or subscription has ended. */
        NOTHING
    }

    /**
     * @param after the subscriber has everything up to this offset
     * @param hasBase whether its client got the publication before the range last, so that a change from it can follow
     */
    Sent send(Subscription subscription, long after, PublicationRange range, boolean hasBase, Duration slowAfter) {
        if (after >= range.through() || outcomes.isGone(subscription.connection())) {
            return Sent.NOTHING;
        }
        if (subscription.options().delta() instanceof DeltaState.Joining joining) {
            if (loop.now().isBefore(joining.since().plus(LONGEST_JOIN))) {
                return Sent.JOINING;
            }
            endSubscription(subscription, "did not join in time");
            return Sent.NOTHING;
        }
        if (range.isIncompleteFor(after)) {
            endSubscription(subscription, "missed publications that the history no longer has");
            return Sent.NOTHING;
        }
        int from = range.countThrough(after);
        List<PackedFrame> frames = range.frames(subscription, from, hasBase);
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

    /** The client must learn that it lacks something, and start anew. */
    private void endSubscription(Subscription subscription, String reason) {
        LOG.warn("ending the subscription of {} to {}: it {}", subscription.connection(), channel, reason);
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
