package dev.downlink.channel;

import java.time.Duration;

/** What a history keeps: the newest {@code size} publications, for {@code ttl}. */
public record Retention(int size, Duration ttl) {

    /** However short the history: delivery must still find what was acknowledged. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** How long a publication stays in storage. */
    public Duration lifetime() {
        return ttl.compareTo(SHORTEST) < 0 ? SHORTEST : ttl;
    }
}
