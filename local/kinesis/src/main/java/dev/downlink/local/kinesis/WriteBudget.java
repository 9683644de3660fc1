package dev.downlink.local.kinesis;

import java.time.Duration;
import java.time.Instant;

/** What is left of a {@link WriteLimit}: two token buckets, one second deep. Not thread-safe. */
final class WriteBudget {

    private final WriteLimit limit;
    private double records;
    private double bytes;
    private Instant refilledAt;

    WriteBudget(WriteLimit limit, Instant now) {
        this.limit = limit;
        this.records = limit.recordsPerSecond();
        this.bytes = limit.bytesPerSecond();
        this.refilledAt = now;
    }

    /** Takes one record of so many bytes, or nothing. */
    boolean take(int recordBytes, Instant now) {
        refill(now);
        if (records < 1 || bytes < recordBytes) {
            return false;
        }
        records -= 1;
        bytes -= recordBytes;
        return true;
    }

    private void refill(Instant now) {
        double seconds = Math.max(0, Duration.between(refilledAt, now).toNanos() / 1e9);
        records = Math.min(limit.recordsPerSecond(), records + seconds * limit.recordsPerSecond());
        bytes = Math.min(limit.bytesPerSecond(), bytes + seconds * limit.bytesPerSecond());
        refilledAt = now;
    }
}
