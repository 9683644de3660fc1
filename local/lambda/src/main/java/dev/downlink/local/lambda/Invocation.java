package dev.downlink.local.lambda;

import java.util.concurrent.CompletableFuture;

/** One attempt to run a function on an event. */
record Invocation(
        String requestId,
        TraceHeader trace,
        byte[] payload,
        long acceptedAtNanos,
        CompletableFuture<InvocationResult> result) {

    static Invocation of(String requestId, TraceHeader trace, byte[] payload) {
        return new Invocation(requestId, trace, payload, System.nanoTime(), new CompletableFuture<>());
    }
}
