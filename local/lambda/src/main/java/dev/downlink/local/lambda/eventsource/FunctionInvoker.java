package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.lambda.InvocationResult;
import java.util.concurrent.CompletionStage;

/** Invokes a function and waits, under a request id that failure records can name. */
@FunctionalInterface
public interface FunctionInvoker {
    CompletionStage<InvocationResult> invoke(String functionName, String requestId, byte[] payload);
}
