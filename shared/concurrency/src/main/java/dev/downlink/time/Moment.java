package dev.downlink.time;

import java.time.Clock;
import java.time.Duration;

/**
 * One reading of the monotonic clock and of the time of day. A restore from a snapshot may advance either without the other,
 * so an age counts only if both agree.
 */
public record Moment(long nanos, long epochMillis) {

    /** 1 s: above one step of a time server's correction, below any time between a snapshot and its first restore. */
    private static final long DRIFT_MILLIS = 1_000;

    public static Moment of(Clock clock) {
        return new Moment(System.nanoTime(), clock.millis());
    }

    /** Whether {@code now} comes at most that long after this, in the same run of the process. */
    public boolean isWithin(Duration age, Moment now) {
        long monotonicMillis = (now.nanos - nanos) / 1_000_000;
        long wallMillis = now.epochMillis - epochMillis;
        return monotonicMillis <= age.toMillis() && Math.abs(wallMillis - monotonicMillis) < DRIFT_MILLIS;
    }
}
