package dev.downlink.aws.dynamodb;

import dev.downlink.time.Backoff;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** A limited number of retries of one call that fails through contention or throttling. */
public final class Retries {

    private static final int ATTEMPTS = 30;
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(4), Duration.ofMillis(250));

    private int failures;

    /**
     * Pauses before the next attempt.
     *
     * @throws IllegalStateException after the last attempt
     */
    public void pause() {
        if (failures == ATTEMPTS) {
            throw new IllegalStateException("Still contended or throttled after " + ATTEMPTS + " attempts");
        }
        try {
            Thread.sleep(BACKOFF.delay(failures++, ThreadLocalRandom.current()));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for DynamoDB", interrupted);
        }
    }
}
