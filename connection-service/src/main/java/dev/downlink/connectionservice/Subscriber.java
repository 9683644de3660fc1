package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionRepository.Added;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.Tracking;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.time.Clock;
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
    private final MissedPublications missed;
    private final Clock clock;

    Subscriber(
            SubscriptionRepository subscriptions,
            ChannelLimit limit,
            ChannelHistory history,
            MissedPublications missed,
            Clock clock) {
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.history = history;
        this.missed = missed;
        this.clock = clock;
    }

    /**
     * Makes a server-side subscription at the handshake: there is no reply, so nothing can have been missed. The caller has
     * checked the channel limit.
     */
    void add(Connection connection, Channel channel, SubscriptionTerms terms) {
        long from = channel.hasHistory() ? history.head(channel).offset() : 0;
        boolean joinLeave = channel.namespace().options().forcePushJoinLeave();
        add(subscription(connection, channel, true, terms, new PushOptions(null, joinLeave)), channel, from);
    }

    /** Makes a server-side subscription of a client that has been told, and has what was published up to an offset. */
    void add(Connection connection, Channel channel, SubscriptionGrant grant, long fromOffset) {
        add(subscription(connection, channel, true, grant.terms(), grant.options()), channel, fromOffset);
    }

    /**
     * Subscribes, or subscribes anew: publications in flight to an earlier subscription still arrive, also those up to the
     * position in the reply. If it fails, an earlier subscription stays, and no new one is left. The caller has checked the
     * channel limit for server-side subscriptions.
     *
     * <p>With delta nothing is pushed until {@link SubscriptionRepository#markJoined}.
     *
     * @param budget the room in the reply; a recovery that does not fit is refused
     * @return {@link Reply.Subscribed}, or {@link Reply.Failed} if the connection has too many channels or did not recover
     */
    Reply subscribe(Connection connection, Channel channel, SubscriptionGrant grant, ReplyBudget budget) {
        PushOptions options =
                grant.delta() ? grant.options().withDelta(new DeltaState.Joining(clock.instant())) : grant.options();
        Subscription granted = subscription(connection, channel, grant.serverSide(), grant.terms(), options);
        if (!channel.hasHistory()) {
            return addWithinLimit(afterEarlier(granted, channel), channel, 0)
                    ? reply(channel, grant, null, grant.recover() != null, Optional.empty())
                    : new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
        }
        long known = history.head(channel).offset();
        @Nullable
        Subscription earlier = subscriptions.find(connection.id(), channel).orElse(null);
        Subscription wanted = after(earlier, granted);
        // A higher from-offset would skip publications that fan-out has not yet delivered to the earlier subscription.
        // With
        // delta, the client decodes nothing of these any more.
        long from = earlier == null || grant.delta() ? known : Math.min(earlier.fromOffset(), known);
        if (!addWithinLimit(wanted, channel, from)) {
            return new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
        }
        try {
            // Publications appended before the subscription was visible are not pushed: the second read finds them.
            StreamPosition head = history.head(channel);
            boolean recoverable = grant.tracking() == Tracking.RECOVERABLE;
            boolean recovering = grant.recover() != null
                    || (recoverable && channel.namespace().options().recovery().autoCacheRecover());
            Optional<List<Publication>> found =
                    recovering && recoverable ? missed.find(channel, grant, head, budget) : Optional.empty();
            if (grant.rejectUnrecovered() && grant.recover() != null && recoverable && found.isEmpty()) {
                restore(connection, channel, earlier);
                return new Reply.Failed(ErrorCode.UNRECOVERABLE_POSITION);
            }
            if (head.offset() > from && (earlier == null || recovering || grant.delta())) {
                add(wanted, channel, head.offset());
            }
            return reply(channel, grant, head, recovering, found);
        } catch (RuntimeException e) {
            restore(connection, channel, earlier);
            throw e;
        }
    }

    private Reply.Subscribed reply(
            Channel channel,
            SubscriptionGrant grant,
            @Nullable StreamPosition head,
            boolean recovering,
            Optional<List<Publication>> found) {
        return new Reply.Subscribed(
                channel.name().value(),
                head,
                head == null ? Tracking.NONE : grant.tracking(),
                recovering,
                found.isPresent(),
                found.orElse(List.of()),
                Expiry.secondsLeft(grant.terms().expiresAt(), clock.instant()),
                grant.delta(),
                grant.data());
    }

    /** Others are told once that a connection joined, however often it subscribes. */
    private Subscription afterEarlier(Subscription granted, Channel channel) {
        return granted.joinState() == JoinState.UNTOLD
                ? granted
                : after(subscriptions.find(granted.connection(), channel).orElse(null), granted);
    }

    private static Subscription after(@Nullable Subscription earlier, Subscription granted) {
        boolean told = earlier != null && earlier.joinState() == JoinState.TOLD;
        return told && granted.joinState() == JoinState.PENDING ? granted.withJoinState(JoinState.TOLD) : granted;
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

    private void restore(Connection connection, Channel channel, @Nullable Subscription earlier) {
        if (earlier == null) {
            subscriptions.remove(connection.id(), channel.name());
        } else {
            subscriptions.add(earlier, channel.shards());
        }
    }

    private Added add(Subscription wanted, Channel channel, long fromOffset) {
        return subscriptions.add(wanted.from(fromOffset), channel.shards());
    }

    private static Subscription subscription(
            Connection connection, Channel channel, boolean serverSide, SubscriptionTerms terms, PushOptions options) {
        return new Subscription(
                channel.name(),
                connection.id(),
                connection.dialect(),
                connection.framing(),
                connection.user(),
                connection.info(),
                0,
                serverSide,
                connection.expiresAt(),
                terms,
                options,
                channel.namespace().options().joinLeave() ? JoinState.PENDING : JoinState.UNTOLD);
    }
}
