package dev.downlink.local.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.Lambda;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** Keeps the events of each function, and answers as a test says: 200 by default. */
final class RecordingLambda implements Lambda {

    private static final JsonMapper JSON = new JsonMapper();

    private final Map<String, BlockingQueue<JsonNode>> events = new ConcurrentHashMap<>();
    private final Map<String, Function<JsonNode, CompletionStage<InvocationResult>>> functions =
            new ConcurrentHashMap<>();

    static InvocationResult returned(String payload) {
        return new InvocationResult.Returned(payload.getBytes(StandardCharsets.UTF_8));
    }

    static InvocationResult thrown() {
        return new InvocationResult.FunctionError("{\"errorMessage\":\"boom\"}".getBytes(StandardCharsets.UTF_8));
    }

    void answer(String function, String payload) {
        answer(function, event -> CompletableFuture.completedStage(returned(payload)));
    }

    void answer(String function, Function<JsonNode, CompletionStage<InvocationResult>> behaviour) {
        functions.put(function, behaviour);
    }

    /** The function's answer is up to the test. */
    CompletableFuture<InvocationResult> hold(String function) {
        CompletableFuture<InvocationResult> answer = new CompletableFuture<>();
        answer(function, event -> answer);
        return answer;
    }

    void hang(String function) {
        answer(function, event -> new CompletableFuture<>());
    }

    void reset() {
        functions.clear();
        events.clear();
    }

    /** The next event of the function, which may still be on its way. */
    JsonNode next(String function) {
        try {
            JsonNode event = queue(function).poll(5, TimeUnit.SECONDS);
            if (event == null) {
                throw new AssertionError(function + " was not invoked");
            }
            return event;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** How many events of the function nobody has asked for. */
    int waiting(String function) {
        return queue(function).size();
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String functionName, byte[] payload) {
        try {
            JsonNode event = JSON.readTree(payload);
            queue(functionName).add(event);
            return functions
                    .getOrDefault(
                            functionName, any -> CompletableFuture.completedStage(returned("{\"statusCode\":200}")))
                    .apply(event);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Optional<String> invokeAsync(String functionName, byte[] payload) {
        throw new AssertionError("the gateway waits for its functions");
    }

    private BlockingQueue<JsonNode> queue(String function) {
        return events.computeIfAbsent(function, name -> new LinkedBlockingQueue<>());
    }
}
