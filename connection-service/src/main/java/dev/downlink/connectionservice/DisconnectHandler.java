package dev.downlink.connectionservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.function.FunctionHandler;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/**
 * Route {@code $disconnect}: removes the connection. API Gateway does not reuse connection ids, so a late event does not affect
 * a new connection.
 */
public class DisconnectHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    ConnectionCleanup cleanup;

    public DisconnectHandler() {}

    DisconnectHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        cleanup.removeEnded(new ConnectionId(event.connectionId()));
        return WebSocketResponse.status(200);
    }
}
