package dev.downlink.ledger;

import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The progress of delivery to a shard.
 *
 * @param delivered every subscriber has everything up to it, except those in {@code slow}
 * @param round the round under way; null between rounds
 * @param slow connections that are delivered to apart from the others
 */
public record Progress(StreamPosition delivered, @Nullable Round round, List<SlowConsumer> slow) {

    /**
     * A pass over the subscribers, in the order of their ids.
     *
     * @param target the offset that the round brings everyone to
     * @param cursor every subscriber up to it has everything up to {@code target}, except those in {@code slow}
     */
    public record Round(long target, ConnectionId cursor) {}

    public Progress {
        slow = List.copyOf(slow);
    }

    /** Nothing delivered yet. */
    public static Progress start(String epoch) {
        return new Progress(new StreamPosition(0, epoch), null, List.of());
    }
}
