package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.aws.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The rhythm of the mappings.
 *
 * @param pollInterval between reads of a shard that has nothing more
 * @param retries before a failed batch is tried again
 * @param directory where mappings, and how far they have read, outlive the process; empty keeps them in memory only
 */
public record EventSourceSettings(Duration pollInterval, Backoff retries, Optional<Path> directory) {

    /** As on AWS, where the retry delays are not documented; in memory. */
    public static final EventSourceSettings DEFAULT = new EventSourceSettings(
            Duration.ofSeconds(1), new Backoff(Duration.ofMillis(500), Duration.ofSeconds(30)), Optional.empty());

    public EventSourceSettings withPollInterval(Duration interval) {
        return new EventSourceSettings(interval, retries, directory);
    }

    public EventSourceSettings withDirectory(Path path) {
        return new EventSourceSettings(pollInterval, retries, Optional.of(path));
    }
}
