package dev.downlink.chatservice;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.downlink.connection.ConnectionId;
import dev.downlink.function.FunctionHandler;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import dev.downlink.session.Caller;
import dev.downlink.session.FrameProcessor;
import dev.downlink.time.Deadline;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The routes by which clients publish: {@code publish} and {@code onMessage}. */
public class PublishHandler extends FunctionInitializer implements RequestHandler<WebSocketEvent, WebSocketResponse> {

    @Inject
    FrameProcessor frames;

    @Inject
    Clock clock;

    public PublishHandler() {}

    PublishHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public WebSocketResponse handleRequest(WebSocketEvent event, Context context) {
        Deadline deadline = Deadline.after(Duration.ofMillis(context.getRemainingTimeInMillis()), clock);
        Caller caller = new Caller(
                new ConnectionId(event.connectionId()),
                event.requestContext().requestId(),
                event.requestContext().routeKey());
        String frame = Objects.requireNonNullElse(event.body(), "");
        return WebSocketResponse.frame(frames.answer(caller, frame, deadline));
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return FunctionHandler.contextBuilder();
    }
}
