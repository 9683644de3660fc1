package dev.downlink.chatservice;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.downlink.delivery.FanOutEvent;
import dev.downlink.delivery.FanOutWorker;
import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.executor.FunctionInitializer;
import jakarta.inject.Inject;
import java.time.Clock;

/** The fan-out worker: invoked asynchronously, and again until its task is delivered. */
public class FanOutHandler extends FunctionInitializer implements RequestHandler<FanOutEvent, String> {

    @Inject
    FanOutWorker worker;

    @Inject
    Clock clock;

    public FanOutHandler() {}

    FanOutHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public String handleRequest(FanOutEvent event, Context context) {
        worker.run(
                event.task(),
                context.getAwsRequestId(),
                clock.instant().plusMillis(context.getRemainingTimeInMillis()));
        // The result is unused, but Micronaut cannot write null.
        return "";
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return FunctionHandler.contextBuilder();
    }
}
