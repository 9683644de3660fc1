package dev.downlink.local.scheduler;

import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.Lambda;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was to invoke. */
final class RecordedLambda implements Lambda {

    record Call(String functionName, String payload) {}

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private final Set<String> missing = new HashSet<>();
    private int failures;
    private boolean answerLost;

    List<Call> calls() {
        return calls;
    }

    /** Has no such function any more. */
    void forget(String functionName) {
        missing.add(functionName);
    }

    /** Throws so many times. */
    void fail(int times) {
        failures = times;
    }

    /** Accepts the next event, and throws. */
    void loseAnswer() {
        answerLost = true;
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String functionName, byte[] payload) {
        throw new UnsupportedOperationException("schedules invoke asynchronously");
    }

    @Override
    public Optional<String> invokeAsync(String functionName, byte[] payload) {
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("not accepted");
        }
        if (missing.contains(functionName)) {
            return Optional.empty();
        }
        calls.add(new Call(functionName, new String(payload, StandardCharsets.UTF_8)));
        if (answerLost) {
            answerLost = false;
            throw new IllegalStateException("answer lost");
        }
        return Optional.of("request");
    }
}
