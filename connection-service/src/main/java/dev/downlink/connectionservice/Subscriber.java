package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
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

    Subscriber(SubscriptionRepository subscriptions, ChannelLimit limit, ChannelHistory history) {
        this.subscriptions = subscriptions;
        this.limit = limit;
        this.history = history;
    }

    /**
     * Makes a server-side subscription at the handshake: there is no reply, so nothing can have been missed. The caller has
     * checked the channel limit.
     */
    void add(Connection connection, Channel channel) {
        add(
                connection,
                channel,
                true,
                channel.hasHistory() ? history.head(channel).offset() : 0);
    }

    /**
     * Subscribes at the client's request, or subscribes anew: publications in flight to an earlier subscription still arrive,
     * also those up to the position in the reply. If it fails, an earlier subscription stays, and no new one is left.
     *
     * @param budget the room in the reply; a recovery that does not fit is refused
     * @return {@link Reply.Subscribed}, or {@link Reply.Failed} if the connection has too many channels
     */
    Reply subscribe(Connection connection, Channel channel, Command.Subscribe command, ReplyBudget budget) {
        Optional<Reply.Subscribed> subscribed =
                subscribe(connection, channel, false, command.recover(), command.tracking(), budget);
        return subscribed.isPresent() ? subscribed.get() : new Reply.Failed(ErrorCode.LIMIT_EXCEEDED);
    }

    /** As {@link #subscribe}, for a channel of the {@code connect} reply. The caller has checked the channel limit. */
    Reply.Subscribed subscribeServerSide(
            Connection connection, Channel channel, @Nullable StreamPosition recover, ReplyBudget budget) {
        return subscribe(connection, channel, true, recover, Tracking.NONE, budget)
                .orElseThrow();
    }

    /** @return empty if the connection has too many channels without it */
    private Optional<Reply.Subscribed> subscribe(
            Connection connection,
            Channel channel,
            boolean serverSide,
            @Nullable StreamPosition recover,
            Tracking requested,
            ReplyBudget budget) {
        String name = channel.name().value();
        if (!channel.hasHistory()) {
            boolean added = addWithinLimit(connection, channel, serverSide, 0);
            return added
                    ? Optional.of(new Reply.Subscribed(name, null, Tracking.NONE, recover != null, false, List.of()))
                    : Optional.empty();
        }
        long known = history.head(channel).offset();
        @Nullable
        Subscription earlier = subscriptions.find(connection.id(), channel).orElse(null);
        // A higher from-offset would skip publications that fan-out has not yet delivered to the earlier subscription.
        long from = earlier == null ? known : Math.min(earlier.fromOffset(), known);
        if (!addWithinLimit(connection, channel, serverSide, from)) {
            return Optional.empty();
        }
        try {
            // Publications appended before the subscription was visible are not pushed: the second read finds them.
            StreamPosition head = history.head(channel);
            Optional<List<Publication>> missed =
                    recover == null ? Optional.empty() : missed(channel, recover, head, budget);
            if (head.offset() > from && (earlier == null || recover != null)) {
                add(connection, channel, serverSide, head.offset());
            }
            Tracking tracking =
                    channel.namespace().forceRecovery() || recover != null ? Tracking.RECOVERABLE : requested;
            return Optional.of(new Reply.Subscribed(
                    name, head, tracking, recover != null, missed.isPresent(), missed.orElse(List.of())));
        } catch (RuntimeException e) {
            restore(connection, channel, earlier);
            throw e;
        }
    }

    /** Adds a subscription, and removes it again if it exceeds the channel limit of the connection. */
    private boolean addWithinLimit(Connection connection, Channel channel, boolean serverSide, long fromOffset) {
        Added added = add(connection, channel, serverSide, fromOffset);
        boolean exceeded = !serverSide && limit.isExceeded(added);
        if (exceeded) {
            subscriptions.remove(connection.id(), channel.name());
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

    private Added add(Connection connection, Channel channel, boolean serverSide, long fromOffset) {
        return subscriptions.add(
                new Subscription(
                        channel.name(),
                        connection.id(),
                        connection.dialect(),
                        connection.framing(),
                        connection.user(),
                        connection.info(),
                        fromOffset,
                        serverSide,
                        connection.expiresAt()),
                channel.shards());
    }

    /** @return all publications after {@code since} up to {@code head}; empty if some have expired, or they do not fit */
    private Optional<List<Publication>> missed(
            Channel channel, StreamPosition since, StreamPosition head, ReplyBudget budget) {
        long count = head.offset() - since.offset();
        boolean sameHistory = since.epoch().isEmpty() || since.epoch().equals(head.epoch());
        if (!sameHistory || count < 0 || count > channel.retention().size()) {
            return Optional.empty();
        }
        if (count == 0) {
            return Optional.of(List.of());
        }
        int room = budget.remainingBytes();
        if (count > ReplyBudget.publicationsIn(room)) {
            return Optional.empty();
        }
        // Publications appended since the head was read are pushed: the limit keeps them out of the reply.
        StreamPosition from = new StreamPosition(since.offset(), head.epoch());
        ChannelHistory.Query query = new ChannelHistory.Query((int) count, from, false, room);
        List<Publication> found = history.history(channel, query).publications();
        boolean complete = found.size() == count
                && found.getFirst().offset() == since.offset() + 1
                && found.getLast().offset() == head.offset();
        return complete && budget.take(found) ? Optional.of(found) : Optional.empty();
    }
}
