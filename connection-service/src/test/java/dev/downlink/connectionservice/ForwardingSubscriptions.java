package dev.downlink.connectionservice;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriberPage;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.SubscriptionTerms;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Passes every call on, for tests that step in between. */
abstract class ForwardingSubscriptions implements SubscriptionRepository {

    private final SubscriptionRepository subscriptions;

    ForwardingSubscriptions(SubscriptionRepository subscriptions) {
        this.subscriptions = subscriptions;
    }

    @Override
    public Added add(Subscription subscription, int shards) {
        return subscriptions.add(subscription, shards);
    }

    @Override
    public Optional<Subscription> remove(ConnectionId connection, ChannelName channel, long commandId) {
        return subscriptions.remove(connection, channel, commandId);
    }

    @Override
    public Optional<Subscription> removeExpired(ConnectionId connection, ChannelName channel, Instant now) {
        return subscriptions.removeExpired(connection, channel, now);
    }

    @Override
    public boolean markTold(ConnectionId connection, ChannelName channel) {
        return subscriptions.markTold(connection, channel);
    }

    @Override
    public boolean markJoined(ConnectionId connection, ChannelName channel, long commandId) {
        return subscriptions.markJoined(connection, channel, commandId);
    }

    @Override
    public boolean renew(ConnectionId connection, ChannelName channel, SubscriptionTerms terms) {
        return subscriptions.renew(connection, channel, terms);
    }

    @Override
    public Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard) {
        return subscriptions.find(connection, channel, shard);
    }

    @Override
    public Set<ChannelName> channelsOf(ConnectionId connection) {
        return subscriptions.channelsOf(connection);
    }

    @Override
    public SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit) {
        return subscriptions.page(channel, shard, after, limit);
    }

    @Override
    public Map<ChannelName, Set<Integer>> watched(Collection<ChannelName> channels) {
        return subscriptions.watched(channels);
    }

    @Override
    public void unwatch(ChannelName channel, int shard) {
        subscriptions.unwatch(channel, shard);
    }
}
