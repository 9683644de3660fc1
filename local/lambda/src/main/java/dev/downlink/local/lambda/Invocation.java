package dev.downlink.local.lambda;

import java.util.concurrent.CompletableFuture;

/** One attempt to run a function on an event. */
record Invocation(String requestId, byte[] payload, long acceptedAtNanos, CompletableFuture<InvocationResult> result) {

    static Invocation of(String requestId, byte[] payload) {
        return new Invocation(requestId, payload, System.nanoTime(), new CompletableFuture<>());
    }
}
