package dev.downlink.local.kinesis;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The heap that the records of all shards may take together. Once it is used up, those shards give way that have more than
 * an equal share.
 */
final class RecordMemory {

    private final long maxBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final AtomicInteger shards = new AtomicInteger();

    RecordMemory(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    void join() {
        shards.incrementAndGet();
    }

    void leave(long bytes) {
        shards.decrementAndGet();
        usedBytes.addAndGet(-bytes);
    }

    void take(long bytes) {
        usedBytes.addAndGet(bytes);
    }

    void give(long bytes) {
        usedBytes.addAndGet(-bytes);
    }

    /** Whether a shard that has so much should let go of its oldest records. */
    boolean isShortFor(long shardBytes) {
        return usedBytes.get() > maxBytes && shardBytes > maxBytes / Math.max(1, shards.get());
    }
}
