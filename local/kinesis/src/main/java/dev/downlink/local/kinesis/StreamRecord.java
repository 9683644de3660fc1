package dev.downlink.local.kinesis;

import java.time.Instant;

/** One record of a shard. */
public record StreamRecord(SequenceNumber sequenceNumber, String partitionKey, byte[] data, Instant arrival) {

    /** Roughly what object headers, sequence number and arrival take beside the payload. */
    private static final int OVERHEAD_BYTES = 200;

    /** The record's position in its shard. */
    public long counter() {
        return sequenceNumber.counter();
    }

    int heapBytes() {
        return OVERHEAD_BYTES + partitionKey.length() + data.length;
    }
}
