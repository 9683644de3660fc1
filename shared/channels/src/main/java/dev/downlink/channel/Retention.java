package dev.downlink.channel;

import java.time.Duration;

/** How much a history keeps: the newest {@code size} publications, for {@code ttl}. */
public record Retention(int size, Duration ttl) {

    /** 5 minutes, even for shorter histories: delivery must still find acknowledged publications. */
    private static final Duration SHORTEST = Duration.ofMinutes(5);

    /** How long a publication stays in storage. */
    public Duration lifetime() {
        return ttl.compareTo(SHORTEST) < 0 ? SHORTEST : ttl;
    }
}
