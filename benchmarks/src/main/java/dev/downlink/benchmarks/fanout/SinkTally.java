package dev.downlink.benchmarks.fanout;

import java.util.BitSet;

/** The sink's quota, a token bucket as API Gateway's, and its counts. Thread-safe. */
final class SinkTally {

    private static final int BURST = 5_000;

    private double tokensPerNano;
    private double tokens;
    private long refilled;
    private int posts;
    private int throttled;
    private int closed;
    private long lastNanos;
    private BitSet reached = new BitSet();

    /** Forgets all counts and fills the bucket. */
    synchronized void reset(int quotaPerSecond) {
        tokensPerNano = quotaPerSecond / 1e9;
        tokens = BURST;
        refilled = System.nanoTime();
        posts = 0;
        throttled = 0;
        closed = 0;
        reached = new BitSet();
    }

    /** Counts a post; false if it is beyond the quota. */
    synchronized boolean accept(int subscriber) {
        long now = System.nanoTime();
        tokens = Math.min(BURST, tokens + (now - refilled) * tokensPerNano);
        refilled = now;
        if (tokens < 1) {
            throttled++;
            return false;
        }
        tokens--;
        posts++;
        reached.set(subscriber);
        return true;
    }

    /** Counts an accepted post as answered. */
    synchronized void answered() {
        lastNanos = System.nanoTime();
    }

    synchronized void close() {
        closed++;
    }

    synchronized SinkCount count() {
        return new SinkCount(posts, throttled, closed, reached.cardinality(), lastNanos);
    }
}
