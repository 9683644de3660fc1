package dev.downlink.local.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A whole response; {@code Content-Length} is added by the server. */
public record HttpResponse(int status, Map<String, String> headers, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    public HttpResponse {
        headers = Map.copyOf(headers);
    }

    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), NOTHING);
    }

    public static HttpResponse json(int status, String body) {
        return new HttpResponse(
                status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, body);
    }
}
