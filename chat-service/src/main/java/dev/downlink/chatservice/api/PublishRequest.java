package dev.downlink.chatservice.api;

import dev.downlink.protocol.Json;
import dev.downlink.protocol.JsonText;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code publish} and {@code broadcast} ask. What is empty or zero was not given.
 *
 * @param channel of {@code publish}
 * @param channels of {@code broadcast}
 * @param b64Data goes before {@code data}
 * @param skipHistory deliver only, keep nothing
 * @param version of the document published
 */
record PublishRequest(
        String channel,
        List<String> channels,
        @Nullable Json data,
        String b64Data,
        boolean skipHistory,
        Map<String, String> tags,
        String idempotencyKey,
        long version) {

    PublishRequest {
        channels = List.copyOf(channels);
        tags = Map.copyOf(tags);
    }

    /** Whether {@code b64Data}, if given, is base64. */
    boolean decodable() {
        return b64Data.isEmpty() || decoded().isPresent();
    }

    /** Whether DynamoDB can store, and JSON carry, the key and the tags. */
    boolean wellFormed() {
        return JsonText.isWellFormed(idempotencyKey)
                && tags.entrySet().stream()
                        .allMatch(tag -> JsonText.isWellFormed(tag.getKey()) && JsonText.isWellFormed(tag.getValue()));
    }

    /** What is to be published; empty if there is none, or it is not JSON. */
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
