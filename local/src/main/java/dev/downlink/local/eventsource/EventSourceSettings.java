package dev.downlink.local.eventsource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The rhythm of the mappings.
 *
 * @param pollInterval between reads of a shard that has nothing more
 * @param firstRetryDelay before a failed batch is tried again; doubled each time
 * @param longestRetryDelay where the doubling ends
 * @param directory where mappings, and how far they have read, outlive the process; empty keeps them in memory only
 */
public record EventSourceSettings(
        Duration pollInterval, Duration firstRetryDelay, Duration longestRetryDelay, Optional<Path> directory) {

    /** As on AWS, where the retry delays are not documented; in memory. */
    public static final EventSourceSettings DEFAULT = new EventSourceSettings(
            Duration.ofSeconds(1), Duration.ofMillis(500), Duration.ofSeconds(30), Optional.empty());

    public EventSourceSettings withPollInterval(Duration interval) {
        return new EventSourceSettings(interval, firstRetryDelay, longestRetryDelay, directory);
    }

    public EventSourceSettings withDirectory(Path path) {
        return new EventSourceSettings(pollInterval, firstRetryDelay, longestRetryDelay, Optional.of(path));
    }

    Duration retryDelay(int failures) {
        Duration delay = firstRetryDelay.multipliedBy(1L << Math.min(failures, 20));
        return delay.compareTo(longestRetryDelay) < 0 ? delay : longestRetryDelay;
    }
}
