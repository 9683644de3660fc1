package dev.downlink.connectionservice.token;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a verified subscription JWT, for one channel and one user.
 *
 * @param expiresAt when the subscription expires without a new token, perhaps in the past; absent: never
 */
public record SubscriptionToken(
        SubscriptionOptions options, @Nullable Instant expiresAt) {

    /** Of a subscription that needs no token. */
    public static final SubscriptionToken NONE = new SubscriptionToken(SubscriptionOptions.NONE, null);

    static SubscriptionToken of(Claims claims) {
        return new SubscriptionToken(
                new SubscriptionOptions(claims.info(), claims.data(), claims.override()), claims.expiry());
    }
}
