package dev.downlink.chat.api;

import dev.downlink.aws.FunctionHandler;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.function.aws.proxy.payload2.APIGatewayV2HTTPEventFunction;

/** The server HTTP API's routes: hands requests to the controllers. */
public class ApiHandler extends APIGatewayV2HTTPEventFunction {

    public ApiHandler() {}

    ApiHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return FunctionHandler.contextBuilder();
    }
}
