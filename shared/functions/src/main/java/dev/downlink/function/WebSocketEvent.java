package dev.downlink.function;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event of an API Gateway WebSocket route.
 *
 * @param headers names as the client wrote them; absent on messages
 * @param multiValueQueryStringParameters absent on messages, and where the URL has none
 * @param body the frame's text; only on messages
 */
@Serdeable
public record WebSocketEvent(
        @Nullable Map<String, String> headers,
        @Nullable Map<String, List<String>> multiValueQueryStringParameters,
        @JsonProperty(required = true) RequestContext requestContext,
        @Nullable String body) {

    /** The kind of event. */
    public enum EventType {
        CONNECT,
        MESSAGE,
        DISCONNECT
    }

    /**
     * @param routeKey the route API Gateway chose: {@code $connect}, {@code subscribe}, {@code $default} …
     * @param connectedAt epoch milliseconds
     * @param disconnectStatusCode the WebSocket close code (1005: none was given, 1006: no close frame); only on
     *     {@code $disconnect}
     * @param disconnectReason only on {@code $disconnect}
     */
    @Serdeable
    public record RequestContext(
            @JsonProperty(required = true) String routeKey,
            @JsonProperty(required = true) EventType eventType,
            @JsonProperty(required = true) String connectionId,
            @JsonProperty(required = true) String requestId,
            @JsonProperty(required = true) long connectedAt,
            @Nullable Integer disconnectStatusCode,
            @Nullable String disconnectReason) {}

    public String connectionId() {
        return requestContext.connectionId();
    }

    public Instant connectedAt() {
        return Instant.ofEpochMilli(requestContext.connectedAt());
    }

    /** Every value of every parameter of the URL. */
    public Map<String, List<String>> queryParameters() {
        return multiValueQueryStringParameters == null ? Map.of() : multiValueQueryStringParameters;
    }

    /** @param name in any case */
    public Optional<String> header(String name) {
        if (headers == null) {
            return Optional.empty();
        }
        String wanted = name.toLowerCase(Locale.ROOT);
        return headers.entrySet().stream()
                .filter(header -> header.getKey().toLowerCase(Locale.ROOT).equals(wanted))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
