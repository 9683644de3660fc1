package dev.downlink.concurrent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Waits in real time, by the system's clock. */
final class SystemEventLoop implements EventLoop {

    private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
    private final Clock clock = Clock.systemUTC();

    @Override
    public Instant now() {
        return clock.instant();
    }

    @Override
    public void add(Runnable event) {
        events.add(event);
    }

    @Override
    public void run(Instant until) {
        try {
            @Nullable Runnable event = events.poll();
            if (event == null) {
                long nanos = Duration.between(now(), until).toNanos();
                event = nanos <= 0 ? null : events.poll(nanos, TimeUnit.NANOSECONDS);
            }
            while (event != null) {
                event.run();
                event = events.poll();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for events", interrupted);
        }
    }
}
