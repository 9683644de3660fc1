package dev.downlink.delivery;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long a connection is left alone after a post that failed: twice as long each time, with jitter, up to a bound.
 *
 * @param first the longest rest after the first failure
 */
record Rests(Duration first, int mostDoublings) {

    /** @param failures in a row before this one */
    Duration after(int failures) {
        long longestMillis = first.toMillis() << Math.min(failures, mostDoublings);
        return Duration.ofMillis(ThreadLocalRandom.current().nextLong(longestMillis / 2, longestMillis + 1));
    }
}
