package dev.downlink.time;

import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Delays between the attempts of something that fails: they double with each failure, up to a bound, and carry jitter so that
 * those who failed together do not come back together.
 *
 * @param first the longest delay after the first failure
 * @param longest the longest delay of all
 */
public record Backoff(Duration first, Duration longest) {

    private static final int MAX_DOUBLINGS = 20;

    /**
     * When to try again: after between half of the present bound and the bound. How much of it follows from the arguments, so
     * that a simulated run can be repeated.
     *
     * @param failures in a row before this one
     * @param retried what is tried again: others that failed at the same time are tried at other times
     */
    public Instant retryAt(Instant now, int failures, Object retried) {
        return now.plus(delay(failures, new SplittableRandom(31L * now.hashCode() + retried.hashCode())));
    }

    /** How long to wait before the next attempt: between half of the present bound and the bound. */
    public Duration delay(int failures, RandomGenerator jitter) {
        long doubled = first.toMillis() << Math.min(failures, MAX_DOUBLINGS);
        long bound = Math.min(doubled, longest.toMillis());
        return Duration.ofMillis(jitter.nextLong(bound / 2, bound + 1));
    }
}
