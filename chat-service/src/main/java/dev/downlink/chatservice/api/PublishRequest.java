package dev.downlink.chatservice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiRequest;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.JsonText;
import io.micronaut.serde.annotation.Serdeable;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Publishes to a channel; with {@code broadcast} to several.
 *
 * @param channel of {@code publish}
 * @param channels of {@code broadcast}
 * @param b64Data data in base64; takes precedence over {@code data}
 * @param skipHistory deliver only, keep nothing
 * @param version of the published document: one that is not newer than the newest is not published
 * @param versionEpoch what versions are compared within
 * @param deliverAt publish at this time, not now
 * @param deliverIn publish after this duration, not now
 * @param timezone of {@code deliverAt} where it has no offset; UTC if absent
 */
@Serdeable.Deserializable
record PublishRequest(
        String channel,
        List<String> channels,
        @Nullable Json data,
        @JsonProperty("b64data") String b64Data,
        @JsonProperty("skip_history") boolean skipHistory,
        Map<String, String> tags,
        @JsonProperty("idempotency_key") String idempotencyKey,
        long version,
        @JsonProperty("version_epoch") String versionEpoch,
        @JsonProperty("deliver_at") @Nullable String deliverAt,
        @JsonProperty("deliver_in") @Nullable String deliverIn,
        @Nullable String timezone)
        implements ApiRequest {

    public PublishRequest {
        channel = Objects.requireNonNullElse(channel, "");
        channels = List.copyOf(Objects.requireNonNullElse(channels, List.of()));
        b64Data = Objects.requireNonNullElse(b64Data, "");
        tags = Map.copyOf(Objects.requireNonNullElse(tags, Map.of()));
        idempotencyKey = Objects.requireNonNullElse(idempotencyKey, "");
        versionEpoch = Objects.requireNonNullElse(versionEpoch, "");
    }

    /** 255 characters: together with its channel an idempotency key, or a version's epoch, is a key of DynamoDB. */
    private static final int MAX_KEY_LENGTH = 255;

    @Override
    public boolean valid() {
        return version >= 0;
    }

    /** What keeps it from being published again: its key or its version; absent if it has neither. */
    @Nullable
    IdempotencyKey key() {
        if (version > 0) {
            // Of one length, since they are compared as text. No stream's name has a '#'.
            return new IdempotencyKey.SourcePosition(
                    "version#" + versionEpoch, String.format(Locale.ROOT, "%019d", version));
        }
        return idempotencyKey.isEmpty() ? null : new IdempotencyKey.Named(idempotencyKey);
    }

    boolean later() {
        return deliverAt != null || deliverIn != null;
    }

    /** Whether {@code b64Data}, if given, is base64. */
    boolean decodable() {
        return b64Data.isEmpty() || decoded().isPresent();
    }

    /**
     * Whether it has a key or a version, not both, short enough, and they and the tags are well-formed Unicode, as DynamoDB and
     * JSON need.
     */
    boolean wellFormed() {
        boolean twoKeys = version > 0 && !idempotencyKey.isEmpty();
        return !twoKeys
                && isKey(idempotencyKey)
                && isKey(versionEpoch)
                && tags.entrySet().stream()
                        .allMatch(tag -> JsonText.isWellFormed(tag.getKey()) && JsonText.isWellFormed(tag.getValue()));
    }

    private static boolean isKey(String text) {
        return text.length() <= MAX_KEY_LENGTH && JsonText.isWellFormed(text);
    }

    /** The data to publish; empty if there is none, or it is not JSON. */
    Optional<Json> content() {
        return b64Data.isEmpty()
                ? Optional.ofNullable(data)
                : decoded().flatMap(PublishRequest::text).flatMap(Json::read);
    }

    private Optional<byte[]> decoded() {
        try {
            return Optional.of(Base64.getDecoder().decode(b64Data));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }
}
