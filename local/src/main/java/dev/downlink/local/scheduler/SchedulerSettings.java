package dev.downlink.local.scheduler;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How schedules behave here.
 *
 * @param tick how often due schedules are looked for; AWS promises a minute
 * @param directory where schedules outlive the process; empty keeps them in memory only
 */
public record SchedulerSettings(Duration tick, Optional<Path> directory) {

    /** Fires within a second, in memory. */
    public static final SchedulerSettings DEFAULT = new SchedulerSettings(Duration.ofSeconds(1), Optional.empty());

    public SchedulerSettings withDirectory(Path path) {
        return new SchedulerSettings(tick, Optional.of(path));
    }
}
