package dev.downlink.connectionservice;

import dev.downlink.aws.FunctionHandler;
import dev.downlink.aws.WebSocketEvent;
import dev.downlink.aws.WebSocketResponse;
import dev.downlink.connection.ConnectionRepository;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/**
 * Route {@code $disconnect}: removes the connection. API Gateway does not reuse connection ids, so a late event does not affect
 * a new connection.
 */
public class DisconnectHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    ConnectionRepository connections;

    public DisconnectHandler() {}

    DisconnectHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        connections.remove(event.connection());
        return WebSocketResponse.status(200);
    }
}
