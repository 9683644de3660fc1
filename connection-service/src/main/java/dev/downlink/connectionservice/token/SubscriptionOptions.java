package dev.downlink.connectionservice.token;

import dev.downlink.protocol.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a token says about one server-side subscription.
 *
 * @param info the subscription's, shown to others
 * @param data for the subscriber
 */
public record SubscriptionOptions(
        @Nullable Json info, @Nullable Json data, Overrides override) {

    public static final SubscriptionOptions NONE = new SubscriptionOptions(null, null, Overrides.NONE);

    /** Options of the namespace that the subscription has in another way; absent: as the namespace says. */
    public record Overrides(
            @Nullable Boolean presence,
            @Nullable Boolean joinLeave,
            @Nullable Boolean forcePushJoinLeave,
            @Nullable Boolean forceRecovery,
            @Nullable Boolean forcePositioning) {

        public static final Overrides NONE = new Overrides(null, null, null, null, null);

        /** Whether it asks for what no service applies yet. */
        public boolean isUnsupported() {
            return presence != null || joinLeave != null || forcePushJoinLeave != null;
        }
    }
}
