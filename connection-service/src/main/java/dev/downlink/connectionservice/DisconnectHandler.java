package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.function.FunctionHandler;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import dev.downlink.metrics.Dimension;
import dev.downlink.metrics.Metric;
import dev.downlink.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Objects;

/**
 * Route {@code $disconnect}: removes the connection. API Gateway does not reuse connection ids, so a late event does not affect
 * a new connection.
 */
public class DisconnectHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    ConnectionCleanup cleanup;

    @Inject
    Metrics metrics;

    public DisconnectHandler() {}

    DisconnectHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        // 1006: without a close frame.
        int code = Objects.requireNonNullElse(event.requestContext().disconnectStatusCode(), 1006);
        metrics.line()
                .by(Dimension.REASON, Integer.toString(code))
                .count(Metric.CONNECTIONS_CLOSED, 1)
                .write();
        cleanup.removeEnded(new ConnectionId(event.connectionId()));
        return WebSocketResponse.status(200);
    }
}
