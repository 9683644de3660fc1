package dev.downlink.time;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Exponential back-off with jitter: the delay doubles with each failure, up to a bound. The jitter spreads the retries of
 * callers that failed at the same time.
 *
 * @param first the upper bound of the delay after the first failure
 * @param longest the upper bound of every delay
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * The time of the next attempt. The jitter depends on the arguments only, so that simulated runs are reproducible.
     *
     * @param failures in a row before this one
     * @param retried what is retried: its hash code seeds the jitter
     */
    public Instant retryAt(Instant now, int failures, Object retried) {
        return now.plus(delay(failures, new SplittableRandom(31L * now.hashCode() + retried.hashCode())));
    }

    /** The delay before the next attempt: between half of the current bound and the bound. */
    public Duration delay(int failures, RandomGenerator jitter) {
        long doubled = first.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        long bound = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(jitter.nextLong(bound / 2, bound + 1));
    }
}
