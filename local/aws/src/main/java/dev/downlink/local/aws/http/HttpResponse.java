package dev.downlink.local.aws.http;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A whole response; {@code Content-Length} is added by the server.
 *
 * @param cookies each a {@code Set-Cookie} header of its own
 */
public record HttpResponse(int status, Map<String, String> headers, List<String> cookies, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    public HttpResponse {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    public HttpResponse(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, List.of(), body);
    }

    public static HttpResponse empty(int status) {
        return new HttpResponse(status, Map.of(), NOTHING);
    }

    public static HttpResponse json(int status, String body) {
        return new HttpResponse(
                status, Map.of("Content-Type", "application/json"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** {@code {"message": …}}, as API Gateway writes its own errors. */
    public static HttpResponse message(int status, String message) {
        return json(status, "{\"message\":\"" + message + "\"}");
    }

    public HttpResponse withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new HttpResponse(status, more, cookies, body);
    }

    /** As Netty writes it. */
    public FullHttpResponse toNetty() {
        var message = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), Unpooled.wrappedBuffer(body));
        headers.forEach((name, value) -> message.headers().set(name, value));
        cookies.forEach(cookie -> message.headers().add(HttpHeaderNames.SET_COOKIE, cookie));
        message.headers().set(HttpHeaderNames.CONTENT_LENGTH, body.length);
        return message;
    }
}
