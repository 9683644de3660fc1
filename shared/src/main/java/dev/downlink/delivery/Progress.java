package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far delivery to a shard has come.
 *
 * @param delivered every subscriber has got everything up to it, but for those in {@code owed}
 * @param round the round under way; null between rounds
 * @param owed the slow ones, put aside so that the others need not wait
 */
public record Progress(StreamPosition delivered, @Nullable Round round, List<Owed> owed) {

    /**
     * A pass over the subscribers, in the order of their ids.
     *
     * @param target the offset that the round brings everyone to
     * @param cursor everyone up to it has got everything up to {@code target}, but for those in {@code owed}
     */
    public record Round(long target, ConnectionId cursor) {}

    /**
     * @param after the connection has got everything up to this offset
     * @param since when it was put aside
     */
    public record Owed(ConnectionId connection, long after, Instant since) {}

    public Progress {
        owed = List.copyOf(owed);
    }

    /** Nothing delivered yet. */
    public static Progress start(String epoch) {
        return new Progress(new StreamPosition(0, epoch), null, List.of());
    }
}
