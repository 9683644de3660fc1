package dev.downlink.ledger;

import dev.downlink.connection.ConnectionId;
import dev.downlink.protocol.StreamPosition;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far delivery to a shard has come.
 *
 * @param delivered every subscriber has everything up to it, except those in {@code slow}
 * @param round the round under way; null between rounds
 * @param slow connections that are delivered to apart from the others
 * @param exactness whether the others may have got more
 */
public record Progress(StreamPosition delivered, @Nullable Round round, List<SlowConsumer> slow, Exactness exactness) {

    /** Whether it is certain which publication each subscriber got last, so that the change from that one can follow. */
    public enum Exactness {
        /** They may have got more: a holder of the lease died, which may have delivered more than it saved. */
        AT_LEAST,
        /** They may have got more before the round under way, which passes all of them. */
        EXACT_AFTER_ROUND,
        EXACT
    }

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

    /** That may be less than was delivered. */
    public Progress(StreamPosition delivered, @Nullable Round round, List<SlowConsumer> slow) {
        this(delivered, round, slow, Exactness.AT_LEAST);
    }

    /** The same, of which subscribers may have got more. */
    public Progress inexact() {
        return new Progress(delivered, round, slow);
    }

    /** Nothing delivered yet. */
    public static Progress start(String epoch) {
        return new Progress(new StreamPosition(0, epoch), null, List.of());
    }
}
