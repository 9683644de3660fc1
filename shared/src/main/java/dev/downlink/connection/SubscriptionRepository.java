package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who subscribes to what. Reads see every write that returned before them. A crash between its steps leaves at most a note
 * that a later {@link ConnectionRepository#remove} clears, never a subscription that it would miss.
 */
public interface SubscriptionRepository {

    /**
     * What adding a subscription came to.
     *
     * @param replaced whether the connection subscribed to the channel before
     * @param channels how many channels the connection subscribes to, counted after the subscription was written: of two
     *     concurrent calls at least one counts both. 0 if the connection is not registered.
     */
    record Added(boolean replaced, int channels) {}

    /**
     * Adds or replaces a subscription. Nothing is left of it if its connection has been removed.
     *
     * @param shards the namespace's {@code fan_out_shards}; a subscription that was added when there were fewer stays in its
     *     shard, and one that was added when there were more moves, if its shard is gone
     */
    Added add(Subscription subscription, int shards);

    /** Removing what is not there is harmless. */
    void remove(ConnectionId connection, ChannelName channel, int shards);

    Optional<Subscription> find(ConnectionId connection, ChannelName channel, int shards);

    default boolean contains(ConnectionId connection, ChannelName channel, int shards) {
        return find(connection, channel, shards).isPresent();
    }

    /** The channels a connection subscribes to. */
    Set<ChannelName> channelsOf(ConnectionId connection);

    /**
     * The subscribers of one shard of a channel, in the order of their connection ids.
     *
     * @param after the last one of the page before; null for the first page
     * @param limit how many at most; a shorter page is the last
     */
    List<Subscription> page(ChannelName channel, int shard, @Nullable ConnectionId after, int limit);

    /**
     * Those of the channels that may have a subscriber: cheap, asked for many at once, and never wrong about a channel that
     * had one before the call.
     */
    Set<ChannelName> watched(Collection<ChannelName> channels);

    /** Lets {@link #watched} forget a channel that was found without subscribers, unless one has come since. */
    void unwatch(ChannelName channel, int shards);
}
