package dev.downlink.concurrent;

import java.time.Instant;

/**
 * Brings events of other threads to the one thread that owns some state. It tells the time and waits by the same clock, so
 * that a test can move both.
 */
public interface EventLoop {

    Instant now();

    /** Hands an event over, from any thread. */
    void add(Runnable event);

    /** Runs the events that are there, on the calling thread; waits for the first until {@code until} at the latest. */
    void run(Instant until);
}
