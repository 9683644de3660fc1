package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Namespace;
import dev.downlink.channel.Retention;
import dev.downlink.connection.Connection;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.protocol.Tracking;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes connections without a gap: what was published before the position in the reply is in the reply or before the
 * position asked for, and all that comes after it is pushed.
 */
@Singleton
final class Subscriber {

    private final SubscriptionRepository subscriptions;
    private final ChannelHistory log;

    Subscriber(SubscriptionRepository subscriptions, ChannelHistory log) {
        this.subscriptions = subscriptions;
        this.log = log;
    }

    /** Subscribes a client that gets no reply, so cannot have missed anything. */
    void add(Connection connection, ChannelName channel, Namespace namespace) {
        add(
                connection,
                channel,
                namespace,
                namespace.hasHistory() ? log.head(channel).offset() : 0);
    }

    /**
     * Subscribes, or subscribes anew: what is under way to an earlier subscription still arrives, also if it is up to the
     * position in the reply. If it fails, an earlier subscription stays, and no new one does.
     *
     * @param budget what the reply may still hold; a recovery that does not fit is none
     */
    Reply.Subscribed subscribe(
            Connection connection, Namespace namespace, Command.Subscribe command, ReplyBudget budget) {
        ChannelName channel = new ChannelName(command.channel());
        @Nullable StreamPosition recover = command.recover();
        if (!namespace.hasHistory()) {
            add(connection, channel, namespace, 0);
            return new Reply.Subscribed(channel.value(), null, Tracking.NONE, recover != null, false, List.of());
        }
        long known = log.head(channel).offset();
        @Nullable
        Subscription earlier = subscriptions
                .find(connection.id(), channel, namespace.fanOutShards())
                .orElse(null);
        // Raised at once, an earlier subscription would miss what fan-out has not brought it yet.
        long from = earlier == null ? known : Math.min(earlier.fromOffset(), known);
        add(connection, channel, namespace, from);
        try {
            // What was appended before the subscription could be seen is pushed by nobody: the second look finds it.
            StreamPosition head = log.head(channel);
            Optional<List<Publication>> missed =
                    recover == null ? Optional.empty() : missed(channel, namespace, recover, head, budget);
            if (head.offset() > from && (earlier == null || recover != null)) {
                add(connection, channel, namespace, head.offset());
            }
            Tracking tracking =
                    namespace.forceRecovery() || recover != null ? Tracking.RECOVERABLE : command.tracking();
            return new Reply.Subscribed(
                    channel.value(), head, tracking, recover != null, missed.isPresent(), missed.orElse(List.of()));
        } catch (RuntimeException e) {
            restore(connection, channel, namespace, earlier);
            throw e;
        }
    }

    private void restore(
            Connection connection, ChannelName channel, Namespace namespace, @Nullable Subscription earlier) {
        if (earlier == null) {
            subscriptions.remove(connection.id(), channel, namespace.fanOutShards());
        } else {
            subscriptions.add(earlier, namespace.fanOutShards());
        }
    }

    private void add(Connection connection, ChannelName channel, Namespace namespace, long fromOffset) {
        subscriptions.add(
                new Subscription(
                        channel,
                        connection.id(),
                        connection.dialect(),
                        connection.user(),
                        connection.info(),
                        fromOffset,
                        connection.expiresAt()),
                namespace.fanOutShards());
    }

    /** @return all that lies after {@code since} and up to {@code head}; empty if any of it is gone, or it does not fit */
    private Optional<List<Publication>> missed(
            ChannelName channel, Namespace namespace, StreamPosition since, StreamPosition head, ReplyBudget budget) {
        long count = head.offset() - since.offset();
        boolean sameHistory = since.epoch().isEmpty() || since.epoch().equals(head.epoch());
        if (!sameHistory || count < 0 || count > namespace.historySize()) {
            return Optional.empty();
        }
        if (count == 0) {
            return Optional.of(List.of());
        }
        Retention retention = new Retention(namespace.historySize(), namespace.historyTtl());
        // More may have been appended meanwhile: that is pushed, and stays out by the limit.
        StreamPosition from = new StreamPosition(since.offset(), head.epoch());
        ChannelHistory.Query query = new ChannelHistory.Query((int) count, from, false, budget.remainingBytes());
        List<Publication> found = log.history(channel, query, retention).publications();
        boolean complete = found.size() == count
                && found.getFirst().offset() == since.offset() + 1
                && found.getLast().offset() == head.offset();
        return complete && budget.take(found) ? Optional.of(found) : Optional.empty();
    }
}
