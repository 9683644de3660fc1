package dev.downlink.connectionservice;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.session.ReplyBudget;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads who subscribes to a channel. A large channel costs no more than its reader has room for. */
@Singleton
public final class ChannelPresence {

    private static final int PAGE = 1000;

    private final SubscriptionRepository subscriptions;

    ChannelPresence(SubscriptionRepository subscriptions) {
        this.subscriptions = subscriptions;
    }

    /**
     * All clients of a channel.
     *
     * @param byId by client id
     * @param bytes what they need in an answer, at most
     */
    public record Clients(Map<String, ClientInfo> byId, int bytes) {
        public Clients {
            byId = Map.copyOf(byId);
        }
    }

    /** @param atLeast whether only some of the clients were counted: both numbers are lower bounds */
    public record Stats(int clients, int users, boolean atLeast) {}

    /** @return empty if the clients need more than these bytes: then one more than could fit is read at most */
    public Optional<Clients> clients(Channel channel, int maxBytes) {
        Map<String, ClientInfo> clients = new HashMap<>();
        int room = maxBytes;
        for (int shard : shards(channel)) {
            @Nullable ConnectionId after = null;
            do {
                int limit = Math.min(PAGE, ReplyBudget.clientsIn(room) + 1);
                SubscriberPage page = subscriptions.page(channel.name(), shard, after, limit);
                for (Subscription subscription : page.subscriptions()) {
                    ClientInfo info = subscription.clientInfo();
                    clients.put(info.client(), info);
                    room -= info.wireBytes();
                }
                if (room < 0) {
                    return Optional.empty();
                }
                after = page.next();
            } while (after != null);
        }
        return Optional.of(new Clients(clients, maxBytes - room));
    }

    /** @param max how many clients are counted; one more is read at most */
    public Stats stats(Channel channel, int max) {
        int clients = 0;
        Set<String> users = new HashSet<>();
        for (int shard : shards(channel)) {
            @Nullable ConnectionId after = null;
            do {
                int countable = max - clients;
                SubscriberPage page = subscriptions.page(channel.name(), shard, after, Math.min(PAGE, countable) + 1);
                List<Subscription> read = page.subscriptions();
                read.stream().limit(countable).map(Subscription::user).forEach(users::add);
                if (read.size() > countable) {
                    return new Stats(max, users.size(), true);
                }
                clients += read.size();
                after = page.next();
            } while (after != null);
        }
        return new Stats(clients, users.size(), false);
    }

    /** The shards with subscribers, including those of an earlier, higher number of shards. */
    private Set<Integer> shards(Channel channel) {
        return subscriptions.watched(List.of(channel.name())).getOrDefault(channel.name(), Set.of());
    }
}
