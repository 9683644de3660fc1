package dev.downlink.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A message as it was sent.
 *
 * @param attributes the request's {@code MessageAttributes}; null without
 */
record Message(
        String id,
        String body,
        String md5,
        @Nullable JsonNode attributes,
        @Nullable String attributesMd5) {

    /** 1 MiB: the SQS message limit, body and attributes together; attributes are not counted here. */
    static final int MAX_BODY_BYTES = 1_048_576;

    static Message of(String body, @Nullable JsonNode attributes) {
        return of(UUID.randomUUID().toString(), body, attributes);
    }

    static Message of(String id, String body, @Nullable JsonNode attributes) {
        return new Message(
                id,
                body,
                Md5.hex(body.getBytes(StandardCharsets.UTF_8)),
                attributes,
                attributes == null || attributes.isEmpty() ? null : Md5.ofAttributes(attributes));
    }
}
