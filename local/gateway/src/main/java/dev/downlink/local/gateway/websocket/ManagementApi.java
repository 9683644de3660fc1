package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.gateway.integration.RequestStamp;
import dev.downlink.local.gateway.integration.Throttle;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Map;

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

    /** @throws AwsException if the call is refused */
    HttpResponse handle(String connectionId, HttpRequest request) {
        if (!requests.tryAcquire()) {
            throw limitExceeded(connectionId);
        }
        ConnectionId id = ConnectionId.parse(connectionId)
                .orElseThrow(() ->
                        refusal(400, "BadRequestException", "Invalid connectionId: " + connectionId, connectionId));
        return handle(connections.find(id).orElseThrow(ManagementApi::gone), request);
    }

    static AwsException tooLarge(String connectionId) {
        return refusal(413, "PayloadTooLargeException", "Message too long", connectionId);
    }

    /** The refusal of that status, in the form that clients know where {@code @connections} gives it by itself. */
    static AwsException refusal(int status, String connectionId) {
        return switch (status) {
            case 403 -> forbidden();
            case 410 -> gone();
            case 413 -> tooLarge(connectionId);
            case 429 -> limitExceeded(connectionId);
            default -> {
                String message = status == 500
                        ? Failure.INTERNAL
                        : HttpResponseStatus.valueOf(status).reasonPhrase();
                yield refusal(status, "InternalServerException", message, connectionId);
            }
        };
    }

    private static HttpResponse handle(Connection connection, HttpRequest request) {
        return switch (request.method()) {
            case "POST" -> post(connection, request.body());
            case "GET" -> HttpResponse.json(200, describe(connection));
            case "DELETE" -> {
                connection.close(Ending.DELETED);
                yield HttpResponse.empty(204);
            }
            default -> throw forbidden();
        };
    }

    private static HttpResponse post(Connection connection, byte[] payload) {
        String id = connection.id().value();
        if (payload.length > Frames.MAX_MESSAGE_BYTES) {
            throw tooLarge(id);
        }
        return switch (connection.send(Unpooled.wrappedBuffer(payload))) {
            case ACCEPTED -> HttpResponse.empty(200);
            case GONE -> throw gone();
            case BUFFER_FULL -> throw limitExceeded(id);
        };
    }

    static AwsException forbidden() {
        String message = "Forbidden";
        return new AwsException(403, "ForbiddenException", message, Map.of("message", message));
    }

    /** Without a body: the SDKs take the exception's type from the header alone. */
    private static AwsException gone() {
        return new AwsException(410, "GoneException", "");
    }

    private static AwsException limitExceeded(String connectionId) {
        return refusal(429, "LimitExceededException", Failure.TOO_MANY, connectionId);
    }

    private static AwsException refusal(int status, String type, String message, String connectionId) {
        return new AwsException(
                status,
                type,
                message,
                Map.of("message", message, "connectionId", connectionId, "requestId", RequestStamp.nextId()));
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
