package dev.downlink.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The deadline of one invocation of a function. Thread-safe. */
public final class Deadline {

    private final Clock clock;
    private final Instant end;

    private Deadline(Clock clock, Instant end) {
        this.clock = clock;
        this.end = end;
    }

    /** @param remaining from now */
    public static Deadline after(Duration remaining, Clock clock) {
        return new Deadline(clock, clock.instant().plus(remaining));
    }

    /** The current time of the deadline's clock. */
    public Instant now() {
        return clock.instant();
    }

    /** Whether at least that much time is left. */
    public boolean leaves(Duration needed) {
        return !clock.instant().plus(needed).isAfter(end);
    }
}
