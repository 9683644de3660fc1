package dev.downlink.local.aws.http;

import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.Map;
import java.util.Optional;

/**
 * A whole request.
 *
 * @param path as sent, percent-encoding included, without the query
 * @param rawQuery what follows {@code ?}, as sent; empty without one
 * @param headers names compared without case
 * @param remoteAddress the client's IP address
 * @param port the server's port
 */
public record HttpRequest(
        String method, String path, String rawQuery, HttpHeaders headers, byte[] body, String remoteAddress, int port) {

    /** A request of this process to a handler of its own. */
    public static HttpRequest post(Map<String, String> headers, byte[] body) {
        HttpHeaders all = new DefaultHttpHeaders();
        headers.forEach(all::add);
        return new HttpRequest("POST", "/", "", all, body, "127.0.0.1", 0);
    }

    /** The first value of the header. */
    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    public HttpRequest withBody(byte[] other) {
        return new HttpRequest(method, path, rawQuery, headers, other, remoteAddress, port);
    }
}
