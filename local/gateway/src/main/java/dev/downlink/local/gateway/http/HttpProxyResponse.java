package dev.downlink.local.gateway.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.http.HttpResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads what a function returned: a response, or any JSON, which then is the body of a 200. */
final class HttpProxyResponse {

    private static final JsonMapper JSON = new JsonMapper();

    /** The gateway's own business. */
    private static final Set<String> DROPPED_HEADERS =
            Set.of("connection", "content-length", "keep-alive", "transfer-encoding", "upgrade");

    private HttpProxyResponse() {}

    /** Empty if API Gateway would call it malformed. */
    static Optional<HttpResponse> parse(byte[] payload) {
        try {
            JsonNode json = JSON.readTree(payload);
            if (!json.has("statusCode")) {
                return Optional.of(HttpResponse.json(200, json.isTextual() ? json.textValue() : json.toString()));
            }
            JsonNode status = json.path("statusCode");
            return status.canConvertToInt() && status.asInt() >= 200 && status.asInt() < 600
                    ? Optional.of(response(json))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static HttpResponse response(JsonNode json) {
        Map<String, String> headers = new TreeMap<>();
        headers.put("content-type", "text/plain;charset=UTF-8");
        json.path("headers").propertyStream().forEach(header -> {
            String name = header.getKey().toLowerCase(Locale.ROOT);
            if (!DROPPED_HEADERS.contains(name)) {
                headers.put(name, header.getValue().asText());
            }
        });
        List<String> cookies =
                json.path("cookies").valueStream().map(JsonNode::asText).toList();
        String body = json.path("body").asText("");
        return new HttpResponse(
                json.path("statusCode").asInt(),
                headers,
                cookies,
                json.path("isBase64Encoded").asBoolean()
                        ? Base64.getDecoder().decode(body)
                        : body.getBytes(StandardCharsets.UTF_8));
    }
}
