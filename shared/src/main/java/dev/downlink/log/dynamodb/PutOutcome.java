package dev.downlink.log.dynamodb;

import dev.downlink.protocol.StreamPosition;

/** How an attempt to put a publication at a place ended. */
sealed interface PutOutcome {

    record Written() implements PutOutcome {}

    /** Another publication is there. */
    record PlaceTaken() implements PutOutcome {}

    /** The idempotency key was published before, at this position. */
    record Duplicate(StreamPosition position) implements PutOutcome {}
}
