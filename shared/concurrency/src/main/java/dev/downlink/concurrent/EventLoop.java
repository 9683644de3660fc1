package dev.downlink.concurrent;

import java.time.Instant;

/**
 * Passes events of other threads to the one thread that owns some state. Time and waits follow the same clock, so that tests
 * control both.
 */
public interface EventLoop {

    Instant now();

    /** Hands an event over, from any thread. */
    void add(Runnable event);

    /** Runs the events that are there, on the calling thread; waits for the first until {@code until} at the latest. */
    void run(Instant until);
}
