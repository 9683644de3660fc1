package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.gateway.integration.RequestStamp;
import dev.downlink.local.gateway.integration.Throttle;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Optional;

/** {@code @connections}: sends to a connection, looks at it or ends it. Answers at once, on the I/O thread. */
final class ManagementApi {

    private static final ObjectWriter JSON = new JsonMapper().writerFor(Description.class);

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    /** The body of a successful GET; times are ISO-8601. */
    private record Description(String connectedAt, SocketEvent.Identity identity, String lastActiveAt) {}

    private final Connections connections;
    private final Throttle requests;

    ManagementApi(Connections connections, Throttle requests) {
        this.connections = connections;
        this.requests = requests;
    }

    FullHttpResponse handle(String connectionId, FullHttpRequest request) {
        if (!requests.tryAcquire()) {
            return limitExceeded(connectionId);
        }
        Optional<ConnectionId> id = ConnectionId.parse(connectionId);
        if (id.isEmpty()) {
            return refusal(400, "BadRequestException", "Invalid connectionId: " + connectionId, connectionId);
        }
        Optional<Connection> connection = connections.find(id.get());
        if (connection.isEmpty()) {
            return gone();
        }
        return handle(connection.get(), request);
    }

    static FullHttpResponse tooLarge(String connectionId) {
        return refusal(413, "PayloadTooLargeException", "Message too long", connectionId);
    }

    /** The answer of that status, in the form that clients know where {@code @connections} gives it by itself. */
    static FullHttpResponse refuse(int status, String connectionId) {
        return switch (status) {
            case 403 -> Answers.forbidden();
            case 410 -> gone();
            case 413 -> tooLarge(connectionId);
            case 429 -> limitExceeded(connectionId);
            default -> {
                String message = status == 500
                        ? Failure.INTERNAL
                        : HttpResponseStatus.valueOf(status).reasonPhrase();
                yield Answers.json(status, new Failure(message, connectionId, RequestStamp.nextId()).text());
            }
        };
    }

    private static FullHttpResponse handle(Connection connection, FullHttpRequest request) {
        HttpMethod method = request.method();
        if (method.equals(HttpMethod.POST)) {
            return switch (connection.send(request.content())) {
                case ACCEPTED -> Answers.empty(200);
                case GONE -> gone();
                case BUFFER_FULL -> limitExceeded(connection.id().value());
            };
        }
        if (method.equals(HttpMethod.GET)) {
            return Answers.json(200, describe(connection));
        }
        if (method.equals(HttpMethod.DELETE)) {
            connection.close(Ending.DELETED);
            return Answers.empty(204);
        }
        return Answers.forbidden();
    }

    private static FullHttpResponse gone() {
        // Without a body: the SDKs take the exception's type from the header alone.
        return Answers.error(Answers.empty(410), "GoneException");
    }

    private static FullHttpResponse limitExceeded(String connectionId) {
        return refusal(429, "LimitExceededException", Failure.TOO_MANY, connectionId);
    }

    private static FullHttpResponse refusal(int status, String type, String message, String connectionId) {
        Failure failure = new Failure(message, connectionId, RequestStamp.nextId());
        return Answers.error(Answers.json(status, failure.text()), type);
    }

    private static String describe(Connection connection) {
        try {
            return JSON.writeValueAsString(new Description(
                    iso(connection.connectedAt()),
                    SocketEvent.Identity.of(connection.client()),
                    iso(connection.lastActiveAt())));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String iso(Instant time) {
        return MILLISECONDS.format(time);
    }
}
