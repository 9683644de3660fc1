package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Reply;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who subscribes to a channel, for its subscribers. A large channel costs no more than a reply can hold. */
@Singleton
final class PresenceReader {

    private static final int PAGE = 1000;

    /** 1,000 subscribers: some 20 read units, however many there are. */
    private static final int MAX_COUNTED = 1000;

    private final ChannelRules rules;
    private final SubscriptionRepository subscriptions;

    PresenceReader(ChannelRules rules, SubscriptionRepository subscriptions) {
        this.rules = rules;
        this.subscriptions = subscriptions;
    }

    /** All clients, or error 106 if the reply cannot hold them: then one more than it could hold is read at most. */
    Reply presence(Connection client, Channel channel, ReplyBudget budget) {
        @Nullable ErrorCode refusal = refusal(client, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        Map<String, ClientInfo> clients = new HashMap<>();
        int available = budget.remainingBytes();
        int room = available;
        for (int shard : shards(channel)) {
            @Nullable ConnectionId after = null;
            do {
                int limit = Math.min(PAGE, ReplyBudget.clientsIn(room) + 1);
                SubscriberPage page = subscriptions.page(channel.name(), shard, after, limit);
                for (Subscription subscription : visible(page)) {
                    ClientInfo info = subscription.clientInfo();
                    clients.put(info.client(), info);
                    room -= info.wireBytes();
                }
                if (room < 0) {
                    return new Reply.Failed(
                            ErrorCode.LIMIT_EXCEEDED, "too many clients for one answer: ask for presence_stats");
                }
                after = page.next();
            } while (after != null);
        }
        // It fits: no other command of the frame is handled meanwhile.
        budget.take(available - room);
        return new Reply.Presence(channel.name().value(), clients);
    }

    /** Exact up to 1,000 clients. Of more, only as many are read, and the reply says that there are at least these. */
    Reply stats(Connection client, Channel channel) {
        @Nullable ErrorCode refusal = refusal(client, channel);
        if (refusal != null) {
            return new Reply.Failed(refusal);
        }
        int clients = 0;
        Set<String> users = new HashSet<>();
        for (int shard : shards(channel)) {
            int countable = MAX_COUNTED - clients;
            List<Subscription> page = visible(subscriptions.page(channel.name(), shard, null, countable + 1));
            page.stream().limit(countable).map(Subscription::user).forEach(users::add);
            if (page.size() > countable) {
                return new Reply.PresenceStats(channel.name().value(), MAX_COUNTED, users.size(), true);
            }
            clients += page.size();
        }
        return new Reply.PresenceStats(channel.name().value(), clients, users.size(), false);
    }

    /** Without those whose token keeps them out of presence. */
    private static List<Subscription> visible(SubscriberPage page) {
        return page.subscriptions().stream()
                .filter(subscription -> !subscription.terms().hidden())
                .toList();
    }

    /** The shards with subscribers, including those of an earlier, higher number of shards. */
    private Set<Integer> shards(Channel channel) {
        return subscriptions.watched(List.of(channel.name())).getOrDefault(channel.name(), Set.of());
    }

    private @Nullable ErrorCode refusal(Connection client, Channel channel) {
        return rules.permissions()
                .seePresence(channel, subscriptions.requester(client, channel))
                .refusal();
    }
}
