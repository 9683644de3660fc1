package dev.downlink.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A request's JSON, read with SQS's errors. */
record SqsRequest(JsonNode json) {

    String text(String key) {
        if (!json.path(key).isTextual()) {
            throw SqsException.missing(key);
        }
        return json.get(key).asText();
    }

    int integer(String key, int otherwise, int least, int most) {
        return integer(json.path(key), key, otherwise, least, most);
    }

    Duration seconds(String key, Duration otherwise, int most) {
        return Duration.ofSeconds(integer(key, (int) otherwise.toSeconds(), 0, most));
    }

    /** An entry of {@code CreateQueue}'s attributes, which are texts. */
    Duration attributeSeconds(String key, Duration otherwise, int most) {
        JsonNode value = json.path("Attributes").path(key);
        return Duration.ofSeconds(integer(value, key, (int) otherwise.toSeconds(), 0, most));
    }

    Message message() {
        String body = text("MessageBody");
        if (body.isEmpty() || body.length() > Message.MAX_BODY_BYTES) {
            throw SqsException.invalid("One or more parameters are invalid. Reason: Message must be 1 to "
                    + Message.MAX_BODY_BYTES + " bytes long.");
        }
        @Nullable JsonNode attributes = json.get("MessageAttributes");
        return Message.of(body, attributes);
    }

    private static int integer(JsonNode value, String key, int otherwise, int least, int most) {
        int number = value.isMissingNode() || value.isNull() ? otherwise : value.asInt(-1);
        if (number < least || number > most) {
            throw SqsException.invalid("Value %s for parameter %s is invalid. Reason: Must be between %d and %d."
                    .formatted(value.asText(), key, least, most));
        }
        return number;
    }
}
