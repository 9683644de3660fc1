package dev.downlink.schedulerservice.beat;

import dev.downlink.connection.OpenConnections.Group;
import dev.downlink.connection.OpenConnections.OpenConnection;
import java.time.Duration;
import java.time.Instant;

/**
 * Which connections a run looks at, which of them are quiet, and when a connection is asked to reconnect.
 *
 * <p>A group's turn comes every 7 runs. A connection that was quiet for less than 1 interval then is quiet for at most 8 at its
 * next turn, which leaves 2 of the 10 after which API Gateway closes it for a run that comes late.
 */
record BeatPlan(BeatSettings settings) {

    private static final int RUNS_BETWEEN_TURNS = 7;
    private static final int QUIET_INTERVALS = 1;

    /**
     * The part of its lifetime after which a connection is asked to reconnect, at the earliest and at the latest. So wide that
     * clients that all came at once come back at less than three times the average rate.
     */
    private static final double EARLIEST = 0.55;

    private static final double LATEST = 0.95;

    /** Hashes of similar ids lie far apart after this: Fibonacci hashing. */
    private static final int SPREAD = 0x9E3779B9;

    boolean isTurnOf(Group group, Instant scheduled) {
        long run = scheduled.toEpochMilli() / settings.interval().toMillis();
        return Math.floorMod(group.number(), RUNS_BETWEEN_TURNS) == Math.floorMod(run, RUNS_BETWEEN_TURNS);
    }

    /** Whether nothing was sent either way for so long that the connection needs a beat now. */
    boolean isQuiet(Instant lastActive, Instant now) {
        return !lastActive
                .plus(settings.interval().multipliedBy(QUIET_INTERVALS))
                .isAfter(now);
    }

    /** When a connection must have been opened for API Gateway to keep it open. */
    Instant oldest(Instant now) {
        return now.minus(settings.lifetime());
    }

    /** When a connection must have been opened to be asked to reconnect at {@code now}. */
    Instant newestToReconnect(Instant now) {
        return now.minus(part(EARLIEST));
    }

    /** The same for every run, without state: it depends on the connection's id. */
    Instant reconnectAt(OpenConnection connection) {
        double fraction = ((connection.id().value().hashCode() * SPREAD) >>> 1) / (double) Integer.MAX_VALUE;
        return connection.openedAt().plus(part(EARLIEST + fraction * (LATEST - EARLIEST)));
    }

    private Duration part(double fraction) {
        return Duration.ofMillis(Math.round(settings.lifetime().toMillis() * fraction));
    }
}
