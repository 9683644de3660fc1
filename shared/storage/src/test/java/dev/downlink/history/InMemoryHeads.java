package dev.downlink.history;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.StreamPosition;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The heads of channels in memory: shared by a history and a delivery ledger, as the head items are in DynamoDB. */
public final class InMemoryHeads {

    private final Map<ChannelName, Head> heads = new HashMap<>();

    /** @param spread in how many shards the channel may have subscribers; 0 as long as nobody asked for its head */
    public record Head(StreamPosition position, int spread) {}

    /** The channel's head; a new channel gets an epoch. */
    public synchronized Head find(ChannelName channel) {
        return heads.computeIfAbsent(
                channel,
                name -> new Head(new StreamPosition(0, UUID.randomUUID().toString()), 0));
    }

    /** The head, its spread raised to at least so many shards. */
    public synchronized Head spread(ChannelName channel, int shards) {
        Head head = find(channel);
        Head spread = new Head(head.position(), Math.max(head.spread(), shards));
        heads.put(channel, spread);
        return spread;
    }

    /**
     * Makes a position the head unless the head is further.
     *
     * @throws IllegalStateException if the channel has another epoch
     */
    public synchronized Head advance(ChannelName channel, StreamPosition position) {
        @Nullable Head head = heads.get(channel);
        if (head != null && !head.position().epoch().equals(position.epoch())) {
            throw new IllegalStateException("The epoch of " + channel + " has ended");
        }
        if (head == null || head.position().offset() < position.offset()) {
            heads.put(channel, new Head(position, head == null ? 0 : head.spread()));
        }
        return find(channel);
    }

    /** Forgets a channel, as DynamoDB forgets a head that nobody asked for in a long time. */
    public synchronized void expire(ChannelName channel) {
        heads.remove(channel);
    }
}
