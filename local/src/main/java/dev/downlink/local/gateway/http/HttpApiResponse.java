package dev.downlink.local.gateway.http;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** A response of an HTTP API; each cookie is a {@code Set-Cookie} header of its own. */
public record HttpApiResponse(int status, Map<String, String> headers, List<String> cookies, byte[] body) {

    public HttpApiResponse {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    /** An error of the gateway itself. */
    public static HttpApiResponse error(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\"}");
    }

    static HttpApiResponse json(int status, String body) {
        return new HttpApiResponse(
                status, Map.of("content-type", "application/json"), List.of(), body.getBytes(StandardCharsets.UTF_8));
    }
}
