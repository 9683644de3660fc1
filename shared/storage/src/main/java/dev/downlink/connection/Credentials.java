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
 */
public record Credentials(@Nullable Json meta, @Nullable Instant expiresAt, int channels) {

    /** Of a connection without a token. */
    public static final Credentials NONE = new Credentials(null, null, 0);

    boolean haveExpired(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt.plus(Connection.EXPIRY_GRACE));
    }
}
