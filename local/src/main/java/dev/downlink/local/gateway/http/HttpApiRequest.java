package dev.downlink.local.gateway.http;

import java.util.List;
import java.util.Map;

/**
 * A request to an HTTP API.
 *
 * @param path as sent, encoded
 * @param rawQuery what follows {@code ?}, as sent; empty without one
 */
public record HttpApiRequest(
        String method,
        String path,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String sourceIp,
        int port) {

    public HttpApiRequest {
        headers = Map.copyOf(headers);
    }
}
