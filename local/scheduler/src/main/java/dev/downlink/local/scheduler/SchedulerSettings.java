package dev.downlink.local.scheduler;

import dev.downlink.local.aws.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How schedules behave here.
 *
 * @param tick how often due schedules are looked for; AWS promises a minute
 * @param retryBackoff between the attempts to invoke a target that Lambda does not accept
 * @param directory where schedules outlive the process; empty keeps them in memory only
 */
public record SchedulerSettings(Duration tick, Backoff retryBackoff, Optional<Path> directory) {

    /** Fires within a second, in memory. */
    public static final SchedulerSettings DEFAULT = new SchedulerSettings(
            Duration.ofSeconds(1), new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)), Optional.empty());

    public SchedulerSettings withDirectory(Path path) {
        return new SchedulerSettings(tick, retryBackoff, Optional.of(path));
    }
}
