package dev.downlink.local.eventsource;

import java.time.Duration;

/**
 * The rhythm of the mappings.
 *
 * @param pollInterval between reads of a shard that has nothing more
 * @param firstRetryDelay before a failed batch is tried again; doubled each time
 * @param longestRetryDelay where the doubling ends
 */
public record EventSourceSettings(Duration pollInterval, Duration firstRetryDelay, Duration longestRetryDelay) {

    /** As on AWS, where the retry delays are not documented. */
    public static final EventSourceSettings DEFAULT =
            new EventSourceSettings(Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(30));

    Duration retryDelay(int failures) {
        Duration delay = firstRetryDelay.multipliedBy(1L << Math.min(failures, 20));
        return delay.compareTo(longestRetryDelay) < 0 ? delay : longestRetryDelay;
    }
}
