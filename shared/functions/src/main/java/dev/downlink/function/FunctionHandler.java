package dev.downlink.function;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.function.aws.MicronautLambdaContext;
import io.micronaut.function.aws.MicronautRequestHandler;

/**
 * The entry of a Lambda function. Beans are created on first use: Micronaut's own builder creates every singleton at start,
 * including a client of every AWS service, and takes 50 % longer.
 */
public abstract class FunctionHandler<I, O> extends MicronautRequestHandler<I, O> {

    protected FunctionHandler() {}

    /** For tests with beans of their own. */
    protected FunctionHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    protected ApplicationContextBuilder newApplicationContextBuilder() {
        return contextBuilder();
    }

    /** For handlers that cannot extend this class. */
    public static ApplicationContextBuilder contextBuilder() {
        return ApplicationContext.builder(Environment.FUNCTION, MicronautLambdaContext.ENVIRONMENT_LAMBDA);
    }
}
