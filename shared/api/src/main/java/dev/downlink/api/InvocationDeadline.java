package dev.downlink.api;

import dev.downlink.time.Deadline;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;

/**
 * The deadline of the current invocation. The handler sets it for the controllers, which see only HTTP. An environment of
 * Lambda runs one invocation at a time.
 */
@Singleton
public final class InvocationDeadline {

    private final Clock clock;
    private volatile Deadline current;

    InvocationDeadline(Clock clock) {
        this.clock = clock;
        this.current = Deadline.after(Duration.ZERO, clock);
    }

    void begin(Duration remaining) {
        current = Deadline.after(remaining, clock);
    }

    public Deadline current() {
        return current;
    }
}
