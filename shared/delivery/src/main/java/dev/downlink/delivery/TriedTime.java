package dev.downlink.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * How long a connection has accepted nothing: only time in which this process really tried counts. When the process stood still
 * (a collection of garbage, a frozen machine, no processor), that was not the connection's fault.
 */
final class TriedTime {

    private TriedTime() {}

    /**
     * When the time that counts began.
     *
     * @param since when it began as of {@code last}
     * @param last when this process last looked at the connection
     * @param most how much of the time since then counts
     */
    static Instant since(Instant since, Instant last, Instant now, Duration most) {
        Duration excess = Duration.between(last, now).minus(most);
        if (excess.isNegative()) {
            return since;
        }
        Instant moved = since.plus(excess);
        return moved.isAfter(now) ? now : moved;
    }
}
