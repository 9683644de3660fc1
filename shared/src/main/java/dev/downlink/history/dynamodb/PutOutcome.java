package dev.downlink.history.dynamodb;

import dev.downlink.protocol.StreamPosition;
import java.util.Map;

/** How an attempt to put publications at their places ended. */
sealed interface PutOutcome {

    record Written() implements PutOutcome {}

    /** Another publication is at one of the places. */
    record PlaceTaken() implements PutOutcome {}

    /** Idempotency keys that were published before, by the draft's number: their positions. Nothing was written. */
    record Duplicates(Map<Integer, StreamPosition> positions) implements PutOutcome {
        public Duplicates {
            positions = Map.copyOf(positions);
        }
    }
}
