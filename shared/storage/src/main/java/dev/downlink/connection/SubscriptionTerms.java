package dev.downlink.connection;

import dev.downlink.protocol.Json;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What a command or a token set for a subscription.
 *
 * @param commandId of the Centrifuge client's {@code subscribe}: its ids grow, so they order the commands of a channel that
 *     run concurrently. 0 if no such command made it
 * @param info of the subscriber in this channel, from the token
 * @param expiresAt when it ends without a new token; absent: never
 * @param hidden whether its token keeps it out of presence
 */
public record SubscriptionTerms(
        long commandId, @Nullable Json info, @Nullable Instant expiresAt, boolean hidden) {

    /** Of a subscription that no command and no token made. */
    public static final SubscriptionTerms NONE = new SubscriptionTerms(0, null, null);

    /** Shown in presence. */
    public SubscriptionTerms(long commandId, @Nullable Json info, @Nullable Instant expiresAt) {
        this(commandId, info, expiresAt, false);
    }

    /** Whether it expired, and no new token came in time. */
    public boolean haveEnded(Instant now) {
        return expiresAt != null && !now.isBefore(expiresAt.plus(Connection.EXPIRY_GRACE));
    }
}
