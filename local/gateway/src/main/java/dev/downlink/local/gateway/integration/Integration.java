package dev.downlink.local.gateway.integration;

import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.Lambda;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Lambda proxy integration: every invocation has an outcome within the timeout, and never fails. */
public final class Integration {

    private static final Logger LOG = LoggerFactory.getLogger(Integration.class);

    /** What became of an invocation, as a gateway sees it. */
    public sealed interface Outcome {

        /** The function returned this JSON. */
        record Answered(byte[] payload) implements Outcome {}

        /** The function failed, or there is none of that name. */
        record Failed() implements Outcome {}

        /** Lambda refused to run one more. */
        record Throttled() implements Outcome {}

        /** No answer in time; the function may still be running. */
        record TimedOut() implements Outcome {}
    }

    private final Lambda lambda;
    private final Duration timeout;

    public Integration(Lambda lambda, Duration timeout) {
        this.lambda = lambda;
        this.timeout = timeout;
    }

    public CompletionStage<Outcome> invoke(String functionName, byte[] event) {
        return lambda.invoke(functionName, event)
                .toCompletableFuture()
                .<Outcome>handle((result, failure) -> {
                    if (failure != null) {
                        LOG.error("{} could not be invoked", functionName, failure);
                        return new Outcome.Failed();
                    }
                    return outcome(result);
                })
                .completeOnTimeout(new Outcome.TimedOut(), timeout.toMillis(), TimeUnit.MILLISECONDS);
    }

    private static Outcome outcome(InvocationResult result) {
        return switch (result) {
            case InvocationResult.Returned returned -> new Outcome.Answered(returned.payload());
            case InvocationResult.FunctionError ignored -> new Outcome.Failed();
            case InvocationResult.NotFound ignored -> new Outcome.Failed();
            case InvocationResult.Throttled ignored -> new Outcome.Throttled();
        };
    }
}
