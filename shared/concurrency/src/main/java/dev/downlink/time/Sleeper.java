package dev.downlink.time;

import java.time.Duration;

/** Lets the current thread sleep; a test's only sets its clock forward. */
@FunctionalInterface
public interface Sleeper {

    /** @throws IllegalStateException if the thread is interrupted */
    void sleep(Duration duration);
}
