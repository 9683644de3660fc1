package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;

/**
 * The one bound on posts in flight of a process. It adapts window by window (additive increase, multiplicative decrease): it
 * falls with the share of posts that met 429 and with answers that take much longer than the quickest did, and grows while it
 * is used to the full. Thread-safe.
 */
public final class ConcurrencyLimit {

    private static final Duration WINDOW = Duration.ofMillis(100);
    private static final int INITIAL = 64;
    private static final int MIN = 4;
    private static final double GROWTH = 1.1;
    /** Somewhat more than the share of 429, so that their number falls. */
    private static final double CAUTION = 1.2;

    private static final double STRONGEST_DECREASE = 0.5;
    /** With answers this many times slower than the quickest, API Gateway queues. */
    private static final int CONGESTED = 5;

    private static final double CONGESTION_DECREASE = 0.9;
    /** The quickest mean is forgotten slowly, so that a changed network is learnt. */
    private static final double FORGETTING = 1.01;

    private final int max;
    private final ThrottlingDetector detector = new ThrottlingDetector();
    private double limit;
    private int inFlight;
    private boolean usedToTheFull;
    private Instant windowStart = Instant.MIN;
    private int posts;
    private int throttled;
    private double deliveredMillis;
    private double quickestMillis = Double.MAX_VALUE;

    /** @param max 256 suits 10,000 posts a second, an account's default quota, at 20 ms */
    public ConcurrencyLimit(int max) {
        this.max = max;
        this.limit = Math.min(INITIAL, max);
    }

    synchronized boolean tryAcquire() {
        if (inFlight >= (int) limit) {
            usedToTheFull = true;
            return false;
        }
        inFlight++;
        return true;
    }

    synchronized void release(ConnectionId connection, PostResult result, Duration latency, Instant now) {
        inFlight--;
        boolean tooMany = result instanceof PostResult.Throttled;
        detector.count(connection, tooMany, now);
        if (!now.isBefore(windowStart.plus(WINDOW))) {
            adapt();
            windowStart = now;
        }
        posts++;
        throttled += tooMany ? 1 : 0;
        deliveredMillis += result instanceof PostResult.Delivered ? latency.toNanos() / 1e6 : 0;
    }

    private void adapt() {
        int others = posts - throttled;
        double mean = others == 0 ? 0 : deliveredMillis / others;
        if (others >= MIN && mean > 0) {
            quickestMillis = Math.min(quickestMillis * FORGETTING, mean);
        }
        if (throttled > 0) {
            double share = (double) throttled / posts;
            limit = Math.max(MIN, limit * Math.max(STRONGEST_DECREASE, 1 - CAUTION * share));
        } else if (mean > CONGESTED * quickestMillis) {
            limit = Math.max(MIN, limit * CONGESTION_DECREASE);
        } else if (usedToTheFull) {
            limit = Math.min(max, Math.max(limit + 1, limit * GROWTH));
        }
        usedToTheFull = false;
        posts = 0;
        throttled = 0;
        deliveredMillis = 0;
    }

    /** Whether 429 comes from the account's quota and not from connections that do not read. */
    public synchronized boolean isAccountThrottled() {
        return detector.isAccountThrottled();
    }

    /** Posts that may be in flight now. */
    public synchronized int current() {
        return (int) limit;
    }
}
