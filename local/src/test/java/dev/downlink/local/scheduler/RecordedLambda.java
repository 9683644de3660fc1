package dev.downlink.local.scheduler;

import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.Lambda;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was to invoke. */
final class RecordedLambda implements Lambda {

    record Call(String functionName, String payload) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();

    List<Call> calls() {
        return calls;
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String functionName, byte[] payload) {
        throw new UnsupportedOperationException("schedules invoke asynchronously");
    }

    @Override
    public void invokeAsync(String functionName, byte[] payload) {
        calls.add(new Call(functionName, new String(payload, StandardCharsets.UTF_8)));
    }
}
