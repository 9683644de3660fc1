package dev.downlink.connectionservice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiRequest;
import dev.downlink.connectionservice.token.SubscriptionOptions;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Subscribes connections to a channel.
 *
 * @param user whose connections; empty for whoever {@code client} is
 * @param client only this connection
 * @param info of the subscriber in this channel, shown to others
 * @param b64Info info in base64; takes precedence
 * @param data for the client
 * @param b64Data data in base64; takes precedence
 * @param expireAtEpochSeconds when the subscription ends; 0 for never
 * @param recoverSince what was published after it is pushed
 * @param override options that the subscription has in another way than the namespace
 */
@Serdeable.Deserializable
record SubscribeRequest(
        String channel,
        String user,
        String client,
        @Nullable Json info,
        @JsonProperty("b64info") String b64Info,
        @Nullable Json data,
        @JsonProperty("b64data") String b64Data,
        @JsonProperty("expire_at") long expireAtEpochSeconds,
        @JsonProperty("recover_since") @Nullable Since recoverSince,
        @Nullable Options override)
        implements ApiRequest {

    @Serdeable.Deserializable
    record Since(long offset, String epoch) {
        public Since {
            epoch = Objects.requireNonNullElse(epoch, "");
        }
    }

    /** The first three are in the reference, and not supported. */
    @Serdeable.Deserializable
    record Options(
            @Nullable Flag presence,
            @JsonProperty("join_leave") @Nullable Flag joinLeave,
            @JsonProperty("force_push_join_leave") @Nullable Flag forcePushJoinLeave,
            @JsonProperty("force_recovery") @Nullable Flag forceRecovery,
            @JsonProperty("force_positioning") @Nullable Flag forcePositioning) {}

    @Serdeable.Deserializable
    record Flag(boolean value) {}

    public SubscribeRequest {
        channel = Objects.requireNonNullElse(channel, "");
        user = Objects.requireNonNullElse(user, "");
        client = Objects.requireNonNullElse(client, "");
        b64Info = Objects.requireNonNullElse(b64Info, "");
        b64Data = Objects.requireNonNullElse(b64Data, "");
    }

    @Override
    public boolean valid() {
        return recoverSince == null || recoverSince.offset() >= 0;
    }

    @Nullable
    StreamPosition position() {
        return recoverSince == null ? null : new StreamPosition(recoverSince.offset(), recoverSince.epoch());
    }

    /** Empty if {@code b64info} or {@code b64data} is not JSON in base64. */
    Optional<SubscriptionOptions> options() {
        @Nullable Json shown = b64Info.isEmpty() ? info : decoded(b64Info);
        @Nullable Json sent = b64Data.isEmpty() ? data : decoded(b64Data);
        boolean undecodable = (shown == null && !b64Info.isEmpty()) || (sent == null && !b64Data.isEmpty());
        return undecodable ? Optional.empty() : Optional.of(new SubscriptionOptions(shown, sent, overrides()));
    }

    private SubscriptionOptions.Overrides overrides() {
        return override == null
                ? SubscriptionOptions.Overrides.NONE
                : new SubscriptionOptions.Overrides(
                        value(override.presence()),
                        value(override.joinLeave()),
                        value(override.forcePushJoinLeave()),
                        value(override.forceRecovery()),
                        value(override.forcePositioning()));
    }

    private static @Nullable Boolean value(@Nullable Flag flag) {
        return flag == null ? null : flag.value();
    }

    private static @Nullable Json decoded(String base64) {
        try {
            return Json.read(new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8))
                    .orElse(null);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
