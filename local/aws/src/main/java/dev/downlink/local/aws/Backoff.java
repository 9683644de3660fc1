package dev.downlink.local.aws;

import java.time.Duration;

/** Delays that double from retry to retry. */
public record Backoff(Duration first, Duration longest) {

    /** 2^30 times any first delay is beyond every longest one, and no overflow. */
    private static final int MAX_DOUBLINGS = 30;

    /**
     * The delay before a retry.
     *
     * @param retry 0 for the first
     */
    public Duration before(int retry) {
        Duration delay = first.multipliedBy(1L << Math.min(retry, MAX_DOUBLINGS));
        return delay.compareTo(longest) < 0 ? delay : longest;
    }
}
