package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionRepository.Added;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.TagsFilter;
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
        long head = channel.hasHistory() ? history.head(channel).offset() : 0;
        add(subscription(connection, channel, true, PushOptions.DEFAULT), channel, head);
    }

    /**
     * Subscribes at the client's request, or subscribes anew: publications in flight to an earlier subscription still arrive,
     * also those up to the position in the reply. If it fails, an earlier subscription stays, and no new one is left.
     *
     * @param budget the room in the reply; a recovery that does not fit is refused
     * @return {@link Reply.Subscribed}, or {@link Reply.Failed} if the connection has too many channels
     */
    Reply subscribe(Connection connection, Channel channel, Command.Subscribe command, ReplyBudget budget) {
        @Nullable TagsFilter filter = command.options().filter();
        PushOptions options = new PushOptions(filter == null ? null : filter.json());
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
        Subscription wanted = subscription(connection, channel, true, PushOptions.DEFAULT);
        return subscribe(wanted, channel, recover, Tracking.NONE, budget).orElseThrow();
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
            boolean added = addWithinLimit(wanted, channel, 0);
            return added
                    ? Optional.of(new Reply.Subscribed(name, null, Tracking.NONE, recover != null, false, List.of()))
                    : Optional.empty();
        }
        long known = history.head(channel).offset();
        @Nullable
        Subscription earlier = subscriptions.find(wanted.connection(), channel).orElse(null);
        // A higher from-offset would skip publications that fan-out has not yet delivered to the earlier subscription.
        long from = earlier == null ? known : Math.min(earlier.fromOffset(), known);
        if (!addWithinLimit(wanted, channel, from)) {
            return Optional.empty();
        }
        try {
            // Publications appended before the subscription was visible are not pushed: the second read finds them.
            StreamPosition head = history.head(channel);
            Optional<List<Publication>> missed =
                    recover == null ? Optional.empty() : missed(wanted, channel, recover, head, budget);
            if (head.offset() > from && (earlier == null || recover != null)) {
                add(wanted, channel, head.offset());
            }
            Tracking tracking =
                    channel.namespace().forceRecovery() || recover != null ? Tracking.RECOVERABLE : requested;
            return Optional.of(new Reply.Subscribed(
                    name, head, tracking, recover != null, missed.isPresent(), missed.orElse(List.of())));
        } catch (RuntimeException e) {
            restore(wanted, channel, earlier);
            throw e;
        }
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
                connection.expiresAt());
    }

    /**
     * @return of all publications after {@code since} up to {@code head} those that the subscription's filter matches; empty if
     *     some have expired, matching or not, or they do not fit
     */
    private Optional<List<Publication>> missed(
            Subscription wanted, Channel channel, StreamPosition since, StreamPosition head, ReplyBudget budget) {
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
        if (!complete) {
            return Optional.empty();
        }
        List<Publication> matching = matching(found, wanted.options());
        return budget.take(matching) ? Optional.of(matching) : Optional.empty();
    }

    private static List<Publication> matching(List<Publication> publications, PushOptions options) {
        @Nullable Json text = options.filter();
        return Optional.ofNullable(text)
                .flatMap(TagsFilter::read)
                .map(filter -> publications.stream()
                        .filter(publication -> filter.matches(publication.tags()))
                        .toList())
                .orElse(publications);
    }
}
