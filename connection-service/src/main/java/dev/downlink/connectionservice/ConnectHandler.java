package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.function.FunctionHandler;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import dev.downlink.metrics.Dimension;
import dev.downlink.metrics.Metric;
import dev.downlink.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Route {@code $connect}: a status of 2xx accepts the connection. */
public class ConnectHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    private static final String SUBPROTOCOL_HEADER = "Sec-WebSocket-Protocol";
    private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

    @Inject
    Admission admission;

    @Inject
    Metrics metrics;

    public ConnectHandler() {}

    ConnectHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        Handshake handshake = new Handshake(
                new ConnectionId(event.connectionId()),
                event.connectedAt(),
                event.header("Origin").orElse(null),
                event.queryParameters(),
                subprotocols(event));
        WebSocketResponse answer = answer(admission.admit(handshake));
        if (answer.statusCode() == 200) {
            metrics.line().count(Metric.CONNECTIONS_OPENED, 1).write();
        } else {
            metrics.line()
                    .by(Dimension.REASON, Integer.toString(answer.statusCode()))
                    .count(Metric.CONNECTIONS_REFUSED, 1)
                    .write();
        }
        return answer;
    }

    private static WebSocketResponse answer(AdmissionResult result) {
        return switch (result) {
            case AdmissionResult.Admitted admitted -> new WebSocketResponse(200, headers(admitted.subprotocol()), null);
            case AdmissionResult.BadRequest refused -> new WebSocketResponse(400, null, refused.message());
            case AdmissionResult.Unauthorized refused -> WebSocketResponse.status(401);
            case AdmissionResult.Forbidden refused -> new WebSocketResponse(403, null, refused.message());
            case AdmissionResult.TemporarilyUnavailable refused -> WebSocketResponse.status(503);
        };
    }

    private static @Nullable Map<String, String> headers(@Nullable String subprotocol) {
        return subprotocol == null ? null : Map.of(SUBPROTOCOL_HEADER, subprotocol);
    }

    private static List<String> subprotocols(WebSocketEvent event) {
        return event.header(SUBPROTOCOL_HEADER)
                .map(offered -> COMMA.splitAsStream(offered.strip()).toList())
                .orElse(List.of());
    }
}
