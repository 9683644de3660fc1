package dev.downlink.concurrent;

import java.time.Instant;

/**
 * Runs events of other threads on the one thread that owns some state. Time and waits follow one clock, which tests control.
 */
public interface EventLoop {

    Instant now();

    /** Queues an event. Safe for any thread. */
    void add(Runnable event);

    /** Runs the queued events on the calling thread; waits for the first one, at most until {@code until}. */
    void run(Instant until);
}
