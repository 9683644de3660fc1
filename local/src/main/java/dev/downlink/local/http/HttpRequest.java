package dev.downlink.local.http;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A whole request.
 *
 * @param path as sent, percent-encoding included, without the query
 * @param rawQuery what follows {@code ?}, as sent; empty without one
 * @param headers by name; look one up with {@link #header}, which ignores case
 */
public record HttpRequest(
        String method,
        String path,
        String rawQuery,
        Map<String, List<String>> headers,
        byte[] body,
        String remoteAddress) {

    public HttpRequest {
        headers = Map.copyOf(headers);
    }

    /** The first value of the header, names compared without case. */
    public Optional<String> header(String name) {
        return headers.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(name))
                .flatMap(entry -> entry.getValue().stream())
                .findFirst();
    }
}
