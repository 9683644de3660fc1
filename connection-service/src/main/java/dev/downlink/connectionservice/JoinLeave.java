package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.FanOutTask.Departure;
import dev.downlink.delivery.JoinLeaveDelivery;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Push;
import dev.downlink.session.FrameContext;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the subscribers of a channel who joins and leaves it, where the namespace has {@code join_leave}. Nobody is told that
 * someone left before being told that it joined: whoever finds the other at work leaves the news to it.
 */
@Singleton
public final class JoinLeave {

    private static final Logger LOG = LoggerFactory.getLogger(JoinLeave.class);

    private final SubscriptionRepository subscriptions;
    private final JoinLeaveDelivery delivery;

    JoinLeave(SubscriptionRepository subscriptions, JoinLeaveDelivery delivery) {
        this.subscriptions = subscriptions;
        this.delivery = delivery;
    }

    /** Tells of a subscription that was just made: the others now, the subscriber itself behind the reply. */
    void joined(FrameContext frame, Connection client, Channel channel) {
        joined(client, channel, frame::pushAfterReplies);
    }

    /**
     * Tells of a subscription that was just made: the others, then the subscriber itself.
     *
     * @param toClient pushes to the subscriber, which knows of its subscription by then
     */
    void joined(Connection client, Channel channel, Consumer<Push> toClient) {
        if (!channel.namespace().options().joinLeave()) {
            return;
        }
        try {
            subscriptions
                    .find(client.id(), channel)
                    .filter(subscription -> subscription.joinState() == JoinState.PENDING)
                    .ifPresent(subscription -> tell(subscription, toClient));
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("connection", client.id())
                    .addKeyValue("channel", channel.name())
                    .setCause(failed)
                    .log("cannot tell the subscribers who joined; the subscription stays");
        }
    }

    private void tell(Subscription joined, Consumer<Push> toClient) {
        delivery.tellJoined(joined);
        if (!subscriptions.markTold(joined.connection(), joined.channel())) {
            // Removed meanwhile, by someone who saw it pending.
            delivery.tellLeft(List.of(Departure.of(joined)));
            return;
        }
        // A client that parses whole frames cannot read a push behind a reply; the reply tells it enough.
        if (joined.options().joinLeave() && joined.framing() == Framing.LINES) {
            toClient.accept(new Push.Joined(joined.channel().value(), joined.clientInfo()));
        }
    }

    /** Tells the others of a subscription that was just removed. */
    public void left(Subscription removed) {
        if (removed.joinState() != JoinState.TOLD) {
            return;
        }
        try {
            delivery.tellLeft(List.of(Departure.of(removed)));
        } catch (RuntimeException failed) {
            LOG.atWarn()
                    .addKeyValue("connection", removed.connection())
                    .addKeyValue("channel", removed.channel())
                    .setCause(failed)
                    .log("cannot tell the subscribers who left");
        }
    }
}
