package dev.downlink.session.lambda;

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
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;

/** The entry of a Lambda function that answers frames of clients: each event is one frame of one connection. */
public abstract class FrameHandler extends FunctionInitializer
        implements RequestHandler<WebSocketEvent, WebSocketResponse> {

    private final FrameProcessor frames;
    private final Clock clock;

    protected FrameHandler() {
        this.frames = getApplicationContext().getBean(FrameProcessor.class);
        this.clock = getApplicationContext().getBean(Clock.class);
    }

    /** For tests with beans of their own. */
    protected FrameHandler(ApplicationContext context) {
        super(context);
        this.frames = context.getBean(FrameProcessor.class);
        this.clock = context.getBean(Clock.class);
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
