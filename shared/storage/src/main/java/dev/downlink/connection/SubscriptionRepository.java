package dev.downlink.connection;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Requester;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The subscriptions of connections to channels. Reads see every write that returned before them. A crash between its steps
 * leaves at most an entry that a later {@link ConnectionRepository#remove} clears, never a subscription that it would miss.
 */
public interface SubscriptionRepository {

    /**
     * The result of adding a subscription.
     *
     * @param replaced whether the connection subscribed to the channel before
     * @param channels how many channels the connection subscribes to, counted after the subscription was written: of two
     *     concurrent calls at least one counts both. 0 if the connection is not registered.
     */
    record Added(boolean replaced, int channels) {}

    /**
     * Adds or replaces a subscription. Leaves none if its connection has been removed.
     *
     * @param shards the namespace's {@code fan_out_shards}; a subscription that exists stays in its shard, however many there
     *     are now
     */
    Added add(Subscription subscription, int shards);

    /** @return the subscription that this call removed; empty if there was none */
    default Optional<Subscription> remove(ConnectionId connection, ChannelName channel) {
        return remove(connection, channel, Long.MAX_VALUE);
    }

    /**
     * Removes a subscription unless a later command made it.
     *
     * @param commandId of the command that removes it
     * @return the subscription that this call removed; empty if there was none, or a later command's
     */
    Optional<Subscription> remove(ConnectionId connection, ChannelName channel, long commandId);

    /**
     * Removes a subscription whose token expired {@link Connection#EXPIRY_GRACE} ago or earlier.
     *
     * @return the subscription that this call removed; empty if there was none, or one that has not expired
     */
    Optional<Subscription> removeExpired(ConnectionId connection, ChannelName channel, Instant now);

    /**
     * Sets a subscription's state to {@link JoinState#TOLD}.
     *
     * @return whether there is such a subscription; if not, its remover saw it {@link JoinState#PENDING}
     */
    boolean markTold(ConnectionId connection, ChannelName channel);

    /**
     * Ends {@link DeltaState.Joining} of a subscription: from now on publications are pushed to it.
     *
     * @param commandId of the command that made it; a later command's subscription stays as it is
     * @return whether there is such a subscription
     */
    boolean markJoined(ConnectionId connection, ChannelName channel, long commandId);

    /**
     * Changes the info and the expiry of a subscription.
     *
     * @return whether there is such a subscription; if not, nothing was written
     */
    boolean renew(ConnectionId connection, ChannelName channel, SubscriptionTerms terms);

    /**
     * Finds a subscription in any shard.
     *
     * @param shard where to look first: there it costs one read, elsewhere three
     */
    Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shard);

    /** Looks first in the shard that a new subscription would be in: most are there. */
    default Optional<Subscription> find(ConnectionId connection, Channel channel) {
        return find(connection, channel.name(), Subscription.shardOf(connection, channel.shards()));
    }

    default boolean contains(ConnectionId connection, Channel channel) {
        return find(connection, channel).isPresent();
    }

    /** The client as a requester in the channel. */
    default Requester.Client requester(Connection client, Channel channel) {
        return new Requester.Client(client.user(), () -> contains(client.id(), channel));
    }

    /** The channels a connection subscribes to. */
    Set<ChannelName> channelsOf(ConnectionId connection);

    /**
     * The subscribers of one shard of a channel, in the order of their connection ids.
     *
     * @param after where to continue: the {@code next} of the page before; null for the first page
     * @param limit how many at most; a page may have fewer, or none, and not be the last
     */
    SubscriberPage page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit);

    /**
     * The channels that may have a subscriber, each with the shards that may have one, also shards of an earlier {@code
     * fan_out_shards}. Cheap for many channels; includes every shard that had a subscriber before the call.
     */
    Map<ChannelName, Set<Integer>> watched(Collection<ChannelName> channels);

    /** Removes a shard without subscribers from {@link #watched}, unless it has a subscriber again. */
    void unwatch(ChannelName channel, int shard);
}
