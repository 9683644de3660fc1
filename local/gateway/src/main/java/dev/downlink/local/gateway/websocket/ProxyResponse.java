package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * A function's answer to a WebSocket event.
 *
 * @param headers names compared without case
 */
record ProxyResponse(int statusCode, Map<String, String> headers, String body) {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Set<String> ALLOWED =
            Set.of("statusCode", "headers", "multiValueHeaders", "body", "isBase64Encoded");

    /** Empty if API Gateway would call the answer malformed: an unknown field, no status code, a body that is no text. */
    static Optional<ProxyResponse> parse(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            return wellFormed(json) ? Optional.of(read(json)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    boolean successful() {
        return statusCode / 100 == 2;
    }

    private static boolean wellFormed(JsonNode json) {
        JsonNode status = json.path("statusCode");
        return json.isObject()
                && json.propertyStream().allMatch(field -> ALLOWED.contains(field.getKey()))
                && status.isInt()
                && status.intValue() >= 200
                && status.intValue() < 600
                && (absent(json.path("headers")) || json.path("headers").isObject())
                && (absent(json.path("multiValueHeaders"))
                        || json.path("multiValueHeaders").isObject())
                && (absent(json.path("body")) || json.path("body").isTextual());
    }

    private static boolean absent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    private static ProxyResponse read(JsonNode json) {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        json.path("headers")
                .propertyStream()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        json.path("multiValueHeaders")
                .propertyStream()
                .filter(header -> !header.getValue().isEmpty())
                .forEach(header ->
                        headers.put(header.getKey(), header.getValue().path(0).asText()));
        return new ProxyResponse(
                json.path("statusCode").intValue(),
                headers,
                absent(json.path("body")) ? "" : json.path("body").textValue());
    }
}
