package dev.downlink.connection;

import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The claims of the connection token, besides the user.
 *
 * @param meta of the application; clients never see it
 * @param expiresAt when the connection ends without a new token; absent: never
 * @param channels a hash of the channels that the token subscribes to: a new token must have the same
 * @param subscriptions the claim {@code subs} of a token in the URL, until the session begins: options of its channels
 * @param byToken whether there was a token
 */
public record Credentials(
        @Nullable Json meta,
        @Nullable Instant expiresAt,
        int channels,
        @Nullable Json subscriptions,
        boolean byToken) {

    /** Of a connection without a token. */
    public static final Credentials NONE = new Credentials(null, null, 0, null, false);

    /** Of a token. */
    public Credentials(@Nullable Json meta, @Nullable Instant expiresAt, int channels) {
        this(meta, expiresAt, channels, null, true);
    }

    /** Once the session has begun. */
    public Credentials inSession() {
        return new Credentials(meta, expiresAt, channels, null, byToken);
    }

    boolean haveExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt.plus(Connection.EXPIRY_GRACE));
    }
}
