package dev.downlink.local.gateway.integration;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** A token bucket that any number of threads may draw from. */
public final class Throttle {

    private final long intervalNanos;
    private final long burstNanos;
    private final LongSupplier nanoClock;

    /** When the bucket will be full again; tokens are counted as time, so that one number is the whole state. */
    private final AtomicLong fullAtNanos;

    public Throttle(RateLimit limit) {
        this(limit, System::nanoTime);
    }

    Throttle(RateLimit limit, LongSupplier nanoClock) {
        this.intervalNanos = Math.round(Duration.ofSeconds(1).toNanos() / limit.perSecond());
        this.burstNanos = limit.burst() * intervalNanos;
        this.nanoClock = nanoClock;
        this.fullAtNanos = new AtomicLong(nanoClock.getAsLong());
    }

    /** Takes a token, if there is one. */
    public boolean tryAcquire() {
        long now = nanoClock.getAsLong();
        while (true) {
            long fullAt = fullAtNanos.get();
            long next = (fullAt - now > 0 ? fullAt : now) + intervalNanos;
            if (next - now > burstNanos) {
                return false;
            }
            if (fullAtNanos.compareAndSet(fullAt, next)) {
                return true;
            }
        }
    }
}
