package dev.downlink.function;

import com.amazonaws.services.lambda.runtime.Context;
import io.micronaut.context.annotation.Replaces;
import io.micronaut.function.aws.DefaultLambdaContextFactory;
import io.micronaut.function.aws.LambdaContextFactory;
import jakarta.inject.Singleton;

/**
 * Makes no beans of an invocation's context. Micronaut registers three anew with each invocation, for which it looks through
 * all bean definitions: twenty times what our handlers themselves need. Handlers take the context as an argument.
 */
@Singleton
@Replaces(DefaultLambdaContextFactory.class)
final class NoLambdaContextBeans implements LambdaContextFactory {

    @Override
    public void registerSingletons(Context context) {
        // Nobody asks for them.
    }
}
