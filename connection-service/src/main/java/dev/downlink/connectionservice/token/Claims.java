package dev.downlink.connectionservice.token;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The claims of a JWT that have a meaning here (centrifuge-protocol, "Tokens").
 *
 * @param user empty for an anonymous client
 * @param channel which one a subscription token is for; absent in a connection token
 * @param client which one alone may use a subscription token; absent: any
 * @param info of the connection, or of the subscription
 * @param channels server-side subscriptions with the options of their namespaces
 * @param subscriptions server-side subscriptions with options of their own; not empty: {@code channels} has no meaning
 * @param subscriptionsJson the same as it was written
 * @param meta a JSON object that stays on the server
 * @param data for the subscriber
 * @param expireAtEpochSeconds when the connection or subscription expires, in place of {@code exp}; 0: never
 * @param expiresAtEpochSeconds when the token does; with fractions, as RFC 7519 allows
 */
record Claims(
        String user,
        @Nullable String channel,
        @Nullable String client,
        @Nullable Json info,
        List<ChannelName> channels,
        Map<ChannelName, SubscriptionOptions> subscriptions,
        @Nullable Json subscriptionsJson,
        SubscriptionOptions.Overrides override,
        @Nullable Json meta,
        @Nullable Json data,
        @Nullable Long expireAtEpochSeconds,
        @Nullable Double expiresAtEpochSeconds,
        @Nullable Double notBeforeEpochSeconds,
        List<String> audience,
        @Nullable String issuer) {

    /** The end of the year 9999. */
    private static final long LATEST_EPOCH_SECONDS = 253_402_300_799L;

    /**
     * @param userClaim what the user id is in: {@code sub} by default
     * @throws IllegalArgumentException if the payload is not a JSON object or a claim has the wrong type
     */
    static Claims parse(String payload, String userClaim) {
        return new ClaimsReader(payload, userClaim).read();
    }

    /** The options of channels, from a claim {@code subs} that was verified before. */
    static Map<ChannelName, SubscriptionOptions> options(Json subscriptions) {
        return parse("{\"subs\":" + subscriptions.text() + "}", "sub").subscriptionsWithOptions();
    }

    /** When what the token is for expires; absent: never. */
    @Nullable
    Instant expiry() {
        if (expireAtEpochSeconds != null) {
            return expireAtEpochSeconds == 0 ? null : instant(expireAtEpochSeconds);
        }
        return expiresAtEpochSeconds == null ? null : instant(expiresAtEpochSeconds.longValue());
    }

    Map<ChannelName, SubscriptionOptions> subscriptionsWithOptions() {
        return subscriptions.entrySet().stream()
                .filter(subscription -> !subscription.getValue().equals(SubscriptionOptions.NONE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Instant instant(long epochSeconds) {
        return Instant.ofEpochSecond(Math.min(epochSeconds, LATEST_EPOCH_SECONDS));
    }
}
