package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionRepository.Added;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.Tracking;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes connections without a gap: publications up to the position in the reply are in the reply or precede the position
 * asked for, and all later ones are pushed.
 */
@Singleton
final class Subscriber {

    private final SubscriptionRepository subscriptions;
    private final ChannelLimit limit;
    private final ChannelHistory history;
    private final Recovery recovery;

    Subscriber(SubscriptionRepository subscriptions, ChannelLimit limit, ChannelHistory history) {
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.history = history;
        this.recovery = new Recovery(history);
    }

    /**
     * Makes a server-side subscription at the handshake: there is no reply, so nothing can have been missed. The caller has
     * checked the channel limit.
     */
    void add(Connection connection, Channel channel) {
        long head = channel.hasHistory() ? history.head(channel).offset() : 0;
        add(serverSide(connection, channel), channel, head);
    }

    /**
     * Subscribes at the client's request, or subscribes anew: publications in flight to an earlier subscription still arrive,
     * also those up to the position in the reply. If it fails, an earlier subscription stays, and no new one is left.
     *
     * @param options what is pushed
     * @param budget the room in the reply; a recovery that does not fit is refused
     * @return {@link Reply.Subscribed}, or {@link Reply.Failed} if the connection has too many channels
     */
    Reply subscribe(
            Connection connection,
            Channel channel,
            Command.Subscribe command,
            PushOptions options,
            ReplyBudget budget) {
        Optional<Reply.Subscribed> subscribed = subscribe(
                subscription(connection, channel, false, options),
                channel,
                command.recover(),
                command.tracking(),
                budget);
        return subscribed.isPresent() ? subscribed.get() : new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
    }

    /** As {@link #subscribe}, for a channel of the {@code connect} reply. The caller has checked the channel limit. */
    Reply.Subscribed subscribeServerSide(
            Connection connection, Channel channel, @Nullable StreamPosition recover, ReplyBudget budget) {
        return subscribe(serverSide(connection, channel), channel, recover, Tracking.NONE, budget).orElseThrow();
    }

    /** @return empty if the connection has too many channels without it */
    private Optional<Reply.Subscribed> subscribe(
            Subscription wanted,
            Channel channel,
            @Nullable StreamPosition recover,
            Tracking requested,
            ReplyBudget budget) {
        String name = channel.name().value();
        if (!channel.hasHistory()) {
            boolean added = addWithinLimit(afterEarlier(wanted, channel), channel, 0);
            return added
                    ? Optional.of(new Reply.Subscribed(name, null, Tracking.NONE, recover != null, false, List.of()))
                    : Optional.empty();
        }
        long known = history.head(channel).offset();
        @Nullable
        Subscription earlier = subscriptions.find(wanted.connection(), channel).orElse(null);
        Subscription subscription = after(earlier, wanted);
        // A higher from-offset would skip publications that fan-out has not yet delivered to the earlier subscription.
        long from = earlier == null ? known : Math.min(earlier.fromOffset(), known);
        if (!addWithinLimit(subscription, channel, from)) {
            return Optional.empty();
        }
        try {
            // Publications appended before the subscription was visible are not pushed: the second read finds them.
            StreamPosition head = history.head(channel);
            Optional<List<Publication>> missed =
                    recover == null ? Optional.empty() : recovery.missed(subscription, channel, recover, head, budget);
            if (head.offset() > from && (earlier == null || recover != null)) {
                add(subscription, channel, head.offset());
            }
            Tracking tracking =
                    channel.namespace().forceRecovery() || recover != null ? Tracking.RECOVERABLE : requested;
            return Optional.of(new Reply.Subscribed(
                    name, head, tracking, recover != null, missed.isPresent(), missed.orElse(List.of())));
        } catch (RuntimeException e) {
            restore(subscription, channel, earlier);
            throw e;
        }
    }

    /** Others are told once that a connection joined, however often it subscribes. */
    private Subscription afterEarlier(Subscription wanted, Channel channel) {
        return wanted.joinState() == JoinState.UNTOLD
                ? wanted
                : after(subscriptions.find(wanted.connection(), channel).orElse(null), wanted);
    }

    private static Subscription after(@Nullable Subscription earlier, Subscription wanted) {
        boolean told = earlier != null && earlier.joinState() == JoinState.TOLD;
        return told && wanted.joinState() == JoinState.PENDING ? wanted.with(JoinState.TOLD) : wanted;
    }

    /** Adds a subscription, and removes it again if it exceeds the channel limit of the connection. */
    private boolean addWithinLimit(Subscription wanted, Channel channel, long fromOffset) {
        Added added = add(wanted, channel, fromOffset);
        boolean exceeded = !wanted.serverSide() && limit.isExceeded(added);
        if (exceeded) {
            subscriptions.remove(wanted.connection(), channel.name());
        }
        return !exceeded;
    }

    private void restore(Subscription wanted, Channel channel, @Nullable Subscription earlier) {
        if (earlier == null) {
            subscriptions.remove(wanted.connection(), channel.name());
        } else {
            subscriptions.add(earlier, channel.shards());
        }
    }

    private Added add(Subscription wanted, Channel channel, long fromOffset) {
        return subscriptions.add(wanted.from(fromOffset), channel.shards());
    }

    private static Subscription serverSide(Connection connection, Channel channel) {
        boolean joinLeave = channel.namespace().options().forcePushJoinLeave();
        return subscription(connection, channel, true, new PushOptions(null, joinLeave));
    }

    private static Subscription subscription(
            Connection connection, Channel channel, boolean serverSide, PushOptions options) {
        return new Subscription(
                channel.name(),
                connection.id(),
                connection.dialect(),
                connection.framing(),
                connection.user(),
                connection.info(),
                0,
                serverSide,
                options,
                channel.namespace().options().joinLeave() ? JoinState.PENDING : JoinState.UNTOLD,
                connection.expiresAt());
    }
}
