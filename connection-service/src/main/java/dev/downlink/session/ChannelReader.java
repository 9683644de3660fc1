package dev.downlink.session;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.channel.Retention;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Command;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What clients may read of a channel: its history and who is there. Answers are cut to, or refused by, the frame's limit. */
@Singleton
final class ChannelReader {

    private static final int PAGE = 1000;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;
    private final ChannelHistory log;

    ChannelReader(ChannelRules rules, SubscriptionRepository subscriptions, ChannelHistory log) {
        this.rules = rules;
        this.subscriptions = subscriptions;
        this.log = log;
    }

    /** As many of the asked publications as the frame holds; with {@code since} a client pages through the rest. */
    Reply history(Connection client, Namespace namespace, Command.History command, ReplyBudget budget) {
        ChannelName channel = new ChannelName(command.channel());
        if (!namespace.hasHistory()) {
            return new Reply.Failed(ErrorCode.NOT_AVAILABLE);
        }
        if (!rules.mayReadHistory(namespace, () -> subscribes(client, channel, namespace))) {
            return new Reply.Failed(ErrorCode.PERMISSION_DENIED);
        }
        ChannelHistory.Page page = log.history(
                channel,
                new ChannelHistory.Query(command.limit(), command.since(), command.reverse(), budget.remainingBytes()),
                new Retention(namespace.historySize(), namespace.historyTtl()));
        @Nullable StreamPosition since = command.since();
        if (since != null
                && !since.epoch().isEmpty()
                && !since.epoch().equals(page.head().epoch())) {
            return new Reply.Failed(ErrorCode.UNRECOVERABLE_POSITION);
        }
        // They fit: nothing else of the frame is answered meanwhile.
        budget.take(page.publications());
        return new Reply.History(channel.value(), page.publications(), page.head());
    }

    Reply presence(Connection client, Namespace namespace, ChannelName channel, ReplyBudget budget) {
        @Nullable ErrorCode refusal = presenceRefusal(client, namespace, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        Map<String, ClientInfo> clients = new HashMap<>();
        boolean complete = everySubscriber(channel, namespace, subscription -> {
            ClientInfo info = subscription.clientInfo();
            clients.put(info.client(), info);
            return budget.take(info);
        });
        return complete
                ? new Reply.Presence(channel.value(), clients)
                : new Reply.Failed(ErrorCode.LIMIT_EXCEEDED, "too many clients for one answer: ask for presence_stats");
    }

    Reply presenceStats(Connection client, Namespace namespace, ChannelName channel) {
        @Nullable ErrorCode refusal = presenceRefusal(client, namespace, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        Set<ConnectionId> clients = new HashSet<>();
        Set<String> users = new HashSet<>();
        everySubscriber(channel, namespace, subscription -> {
            users.add(subscription.user());
            return clients.add(subscription.connection());
        });
        return new Reply.PresenceStats(channel.value(), clients.size(), users.size());
    }

    private @Nullable ErrorCode presenceRefusal(Connection client, Namespace namespace, ChannelName channel) {
        if (!namespace.presence()) {
            return ErrorCode.NOT_AVAILABLE;
        }
        boolean allowed = rules.maySeePresence(namespace, () -> subscribes(client, channel, namespace));
        return allowed ? null : ErrorCode.PERMISSION_DENIED;
    }

    private boolean subscribes(Connection client, ChannelName channel, Namespace namespace) {
        return subscriptions.contains(client.id(), channel, namespace.fanOutShards());
    }

    /** @return whether all were visited: {@code visit} says whether to go on */
    private boolean everySubscriber(ChannelName channel, Namespace namespace, Predicate<Subscription> visit) {
        for (int shard = 0; shard < namespace.fanOutShards(); shard++) {
            @Nullable ConnectionId after = null;
            List<Subscription> page;
            do {
                page = subscriptions.page(channel, shard, after, PAGE);
                for (Subscription subscription : page) {
                    if (!visit.test(subscription)) {
                        return false;
                    }
                    after = subscription.connection();
                }
            } while (page.size() == PAGE);
        }
        return true;
    }
}
