package dev.downlink.benchmarks.fanout;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The same subscribers of every channel, numbered, all in shard 0 and made when they are read. */
final class GeneratedSubscriptions implements SubscriptionRepository {

    private final int subscribers;
    private final Instant expiresAt;

    /** @param connectedAt when all of them connected */
    GeneratedSubscriptions(int subscribers, Instant connectedAt) {
        this.subscribers = subscribers;
        this.expiresAt = connectedAt.plus(Connection.LIFETIME);
    }

    @Override
    public SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        int first = after == null ? 0 : number(after) + 1;
        int end = shard == 0 ? Math.min(first + limit, subscribers) : first;
        List<Subscription> page = IntStream.range(first, end)
                .mapToObj(number -> subscription(channel, number))
                .toList();
        return new SubscriberPage(page, end < subscribers && shard == 0 ? id(end - 1) : null);
    }

    private Subscription subscription(ChannelName channel, int number) {
        return new Subscription(channel, id(number), Dialect.CENTRIFUGE, Framing.LINES, "", null, 0, false, expiresAt);
    }

    /** 16 characters, the last one {@code =}, as API Gateway's; in the order of the numbers. */
    private static ConnectionId id(int number) {
        char[] id = "000000000000000=".toCharArray();
        int rest = number;
        for (int at = id.length - 2; rest > 0; at--) {
            id[at] = (char) ('0' + rest % 10);
            rest /= 10;
        }
        return new ConnectionId(new String(id));
    }

    private static int number(ConnectionId id) {
        return Integer.parseInt(id.value(), 0, id.value().length() - 1, 10);
    }

    @Override
    public Map<ChannelName, Set<Integer>> watched(Collection<ChannelName> channels) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Added add(Subscription subscription, int shards) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Subscription> remove(ConnectionId connection, ChannelName channel, long commandId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Subscription> removeExpired(ConnectionId connection, ChannelName channel, Instant now) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean markJoined(ConnectionId connection, ChannelName channel, long commandId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean markTold(ConnectionId connection, ChannelName channel) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean renew(ConnectionId connection, ChannelName channel, SubscriptionTerms terms) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Set<ChannelName> channelsOf(ConnectionId connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unwatch(ChannelName channel, int shard) {
        throw new UnsupportedOperationException();
    }
}
