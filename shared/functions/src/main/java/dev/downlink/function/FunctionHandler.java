package dev.downlink.function;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.env.Environment;
import io.micronaut.function.aws.MicronautLambdaContext;
import io.micronaut.function.aws.MicronautRequestHandler;

/**
 * A Lambda function's entry. At its start it creates what it uses and nothing else: Micronaut's own builder creates every
 * singleton there is, a client of every AWS service included, and takes half as long again.
 */
public abstract class FunctionHandler<I, O> extends MicronautRequestHandler<I, O> {

    protected FunctionHandler() {}

    /** For tests, which bring their own beans. */
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
