package dev.downlink.local.gateway.integration;

/** So many per second on average, and at most {@code burst} at once. */
public record RateLimit(double perSecond, int burst) {

    public RateLimit {
        if (!(perSecond > 0) || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate limit must be positive, got " + perSecond + "/s, burst " + burst);
        }
    }
}
