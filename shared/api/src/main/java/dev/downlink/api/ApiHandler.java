package dev.downlink.api;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.downlink.function.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;
import jakarta.inject.Inject;
import java.time.Duration;

/** The server HTTP API's routes: hands requests to the controllers. */
public class ApiHandler extends APIGatewayV2HTTPEventFunction {

    @Inject
    InvocationDeadline deadline;

    public ApiHandler() {}

    /** For tests, which bring their own beans. */
    public ApiHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public APIGatewayV2HTTPResponse handleRequest(APIGatewayV2HTTPEvent event, Context context) {
        deadline.begin(Duration.ofMillis(context.getRemainingTimeInMillis()));
        return super.handleRequest(event, context);
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return FunctionHandler.contextBuilder();
    }
}
