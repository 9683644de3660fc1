package dev.downlink.time;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** The end of the time that a function has for one invocation. Safe for threads. */
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

    /** By the clock that it ends by. */
    public Instant now() {
        return clock.instant();
    }

    /** Whether at least that much time is left. */
    public boolean leaves(Duration needed) {
        return !clock.instant().plus(needed).isAfter(end);
    }
}
