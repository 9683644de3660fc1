package dev.downlink.session;

import dev.downlink.aws.FunctionHandler;
import dev.downlink.aws.WebSocketEvent;
import dev.downlink.aws.WebSocketResponse;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Objects;

/** Every route by which a client's frames come in: {@code $default} and the actions of this service. */
public class SessionHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    Dialogue dialogue;

    public SessionHandler() {}

    SessionHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        Caller caller = new Caller(
                event.connection(),
                event.requestContext().requestId(),
                event.requestContext().routeKey());
        return WebSocketResponse.frame(dialogue.answer(caller, Objects.requireNonNullElse(event.body(), "")));
    }
}
