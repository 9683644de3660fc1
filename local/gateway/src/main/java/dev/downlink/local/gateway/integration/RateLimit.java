package dev.downlink.local.gateway.integration;

/** A token bucket: {@code perSecond} on average, at most {@code burst} at once. */
public record RateLimit(double perSecond, int burst) {

    public RateLimit {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate limit must be positive, got " + perSecond + "/s, burst " + burst);
        }
    }
}
