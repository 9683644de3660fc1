package dev.downlink.local.kinesis;

import java.time.Instant;

/** One record of a shard. */
public record StreamRecord(SequenceNumber sequenceNumber, String partitionKey, byte[] data, Instant arrival) {

    /** What the object headers, the number and the instant take beside the payload, roughly. */
    private static final int OVERHEAD_BYTES = 200;

    /** The record's position in its shard. */
    public long counter() {
        return sequenceNumber.counter();
    }

    int heapBytes() {
        return OVERHEAD_BYTES + partitionKey.length() + data.length;
    }
}
