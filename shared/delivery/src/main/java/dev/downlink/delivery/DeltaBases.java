package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.Progress.Exactness;
import dev.downlink.ledger.SlowConsumer;
import java.util.HashSet;
import java.util.Set;

/**
 * For which subscribers it is certain which publication their client got last. After a holder of the lease that died it is for
 * none, as it may have delivered more than it saved: each is sent a whole publication first.
 */
final class DeltaBases {

    /** Those that are delivered to apart from the others, and about whom the last holder said too little. */
    private final Set<ConnectionId> unknown = new HashSet<>();

    private Exactness exactness;

    /** @param start where the last holder stopped */
    DeltaBases(Progress start) {
        exactness = start.exactness();
        if (exactness == Exactness.AT_LEAST) {
            start.slow().stream().map(SlowConsumer::connection).forEach(unknown::add);
        }
    }

    boolean isExact(ConnectionId connection) {
        return exactness == Exactness.EXACT && !unknown.contains(connection);
    }

    /** What a successor needs to know. */
    Exactness exactness() {
        return unknown.isEmpty() ? exactness : Exactness.AT_LEAST;
    }

    /** A round begins that passes all subscribers. */
    void wholeRoundBegan() {
        if (exactness == Exactness.AT_LEAST) {
            exactness = Exactness.EXACT_AFTER_ROUND;
        }
    }

    /** If it passed all subscribers, each got a publication, or joined behind it. */
    void roundCompleted() {
        if (exactness == Exactness.EXACT_AFTER_ROUND) {
            exactness = Exactness.EXACT;
        }
    }

    void delivered(ConnectionId connection) {
        unknown.remove(connection);
    }
}
