package dev.downlink.local.lambda;

/** How an invocation ended. */
public sealed interface InvocationResult {

    /** The function returned; the payload is JSON. */
    record Returned(byte[] payload) implements InvocationResult {}

    /** The function threw, timed out or its process ended; the payload is Lambda's error JSON. */
    record FunctionError(byte[] payload) implements InvocationResult {}

    /** The function's reserved concurrency, or that of the account, is used up; nothing ran. */
    record Throttled(Limit limit) implements InvocationResult {}

    /** What throttles. */
    enum Limit {
        FUNCTION,
        ACCOUNT
    }

    /** No such function. */
    record NotFound() implements InvocationResult {}
}
