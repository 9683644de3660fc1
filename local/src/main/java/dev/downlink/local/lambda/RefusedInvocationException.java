package dev.downlink.local.lambda;

/** Lambda answered 500 to an asynchronous invocation. Whether the event was accepted is unknown to the caller. */
public final class RefusedInvocationException extends RuntimeException {

    RefusedInvocationException(String functionName) {
        super("Lambda answered 500 to an asynchronous invocation of " + functionName);
    }
}
