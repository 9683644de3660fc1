package dev.downlink.function;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.micronaut.serde.annotation.Serdeable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A function's answer to a {@link WebSocketEvent}. With any other top-level key API Gateway rejects the answer as malformed.
 *
 * @param statusCode decides only on {@code $connect}: 2xx opens the socket
 * @param headers only {@code Sec-WebSocket-Protocol} reaches the client, and only on {@code $connect}
 * @param body sent as a text frame on routes that answer, whatever the status
 */
@Serdeable
@JsonInclude(JsonInclude.Include.NON_NULL)
public record WebSocketResponse(
        int statusCode,
        @Nullable Map<String, String> headers,
        @Nullable String body) {

    public static WebSocketResponse status(int statusCode) {
        return new WebSocketResponse(statusCode, null, null);
    }

    /** Answers with a frame; none if it is empty. */
    public static WebSocketResponse frame(String frame) {
        return new WebSocketResponse(200, null, frame.isEmpty() ? null : frame);
    }
}
