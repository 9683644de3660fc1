package dev.downlink.connectionservice;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** How long what a token is for still lasts, as replies say it. */
public final class Expiry {

    /** A year: timers of SDKs cannot wait for ever. */
    private static final Duration MAX = Duration.ofDays(365);

    private Expiry() {}

    /** Whole seconds, 0 if it has ended; absent if it never ends. */
    public static @Nullable Long secondsLeft(@Nullable Instant expiresAt, Instant now) {
        if (expiresAt == null) {
            return null;
        }
        Duration left = Duration.between(now, expiresAt);
        return Math.clamp(left.toSeconds(), 0, MAX.toSeconds());
    }

    public static boolean hasEnded(@Nullable Instant expiresAt, Instant now) {
        Long left = secondsLeft(expiresAt, now);
        return left != null && left == 0;
    }
}
