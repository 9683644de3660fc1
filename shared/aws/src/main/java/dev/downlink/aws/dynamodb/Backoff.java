package dev.downlink.aws.dynamodb;

import java.util.concurrent.ThreadLocalRandom;

/** Pauses that grow, with full jitter, for a retry that only contention or throttling makes necessary; then it gives up. */
public final class Backoff {

    private static final int ATTEMPTS = 30;
    private static final long FIRST_MILLIS = 4;
    private static final long LONGEST_MILLIS = 250;

    private int attempt;

    /** @throws IllegalStateException once there have been enough */
    public void pause() {
        if (++attempt > ATTEMPTS) {
            throw new IllegalStateException("Still contended or throttled after " + ATTEMPTS + " attempts");
        }
        long longest = Math.min(LONGEST_MILLIS, FIRST_MILLIS << Math.min(attempt, 10));
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(longest + 1));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for DynamoDB", interrupted);
        }
    }
}
