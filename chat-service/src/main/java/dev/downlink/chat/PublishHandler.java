package dev.downlink.chat;

import dev.downlink.aws.FunctionHandler;
import dev.downlink.aws.WebSocketEvent;
import dev.downlink.aws.WebSocketResponse;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.util.Objects;

/** The routes by which clients publish: {@code publish} and {@code onMessage}. */
public class PublishHandler extends FunctionHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    ClientMessages messages;

    public PublishHandler() {}

    PublishHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse execute(WebSocketEvent event) {
        return WebSocketResponse.frame(
                messages.answer(event.connection(), Objects.requireNonNullElse(event.body(), "")));
    }
}
