package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** The API's route selection expression, {@code $request.body.action}. Its value is taken as it is, never evaluated again. */
final class RouteSelection {

    private static final ObjectReader JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build()
            .reader();

    private RouteSelection() {}

    /** The route key for a message; empty if the message is not JSON, for which the expression cannot be evaluated. */
    static Optional<String> evaluate(String body) {
        try {
            JsonNode json = JSON.readTree(body);
            return json.isMissingNode() ? Optional.empty() : Optional.of(text(json.path("action")));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** As Java prints strings, numbers, lists and maps, because that is how AWS does. */
    private static String text(JsonNode value) {
        if (value.isArray()) {
            StringJoiner items = new StringJoiner(", ", "[", "]");
            for (JsonNode item : value) {
                items.add(text(item));
            }
            return items.toString();
        }
        if (value.isObject()) {
            StringJoiner fields = new StringJoiner(", ", "{", "}");
            for (Map.Entry<String, JsonNode> field : value.properties()) {
                fields.add(field.getKey() + "=" + text(field.getValue()));
            }
            return fields.toString();
        }
        return value.isNull() ? "" : value.asText();
    }
}
