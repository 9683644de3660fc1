package dev.downlink.local.lambda.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.sqs.Queues;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A stream, a function that records its batches, and mappings between them that are opened before each test. */
abstract class EventSourceFixture {

    static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    final FakeStream stream = new FakeStream();
    final Queues queues = new Queues(clock);
    final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    Function<List<Integer>, InvocationResult> function = batch -> new Returned(bytes("{}"));

    @TempDir
    private Path directory;

    EventSourceMappings mappings;

    @BeforeEach
    void start() {
        mappings = open(stream);
    }

    private EventSourceMappings open(FakeStream source) {
        return new EventSourceMappings(
                new EventSourceSettings(
                        Duration.ofMillis(5),
                        new Backoff(Duration.ofMillis(1), Duration.ofMillis(2)),
                        Optional.of(directory)),
                source,
                this::invoke,
                queues,
                clock);
    }

    void restart(FakeStream source) {
        mappings.close();
        batches.clear();
        mappings = open(source);
    }

    @AfterEach
    void stop() {
        mappings.close();
    }

    CompletionStage<InvocationResult> invoke(String name, String requestId, byte[] event) {
        List<Integer> batch = new ArrayList<>();
        try {
            for (JsonNode record : JSON.readTree(event).path("Records")) {
                batch.add(
                        Integer.valueOf(new String(record.at("/kinesis/data").binaryValue(), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        batches.add(batch);
        return CompletableFuture.supplyAsync(() -> function.apply(batch));
    }

    List<Integer> delivered() {
        return batches.stream().flatMap(List::stream).toList();
    }

    void awaitRecords(int first, int last) {
        await().untilAsserted(() -> assertThat(delivered()).containsExactlyElementsOf(range(first, last)));
    }

    void awaitDone(Integer... numbers) {
        await().untilAsserted(() -> {
            assertThat(delivered()).contains(numbers);
            assertThat(queues.bodies("failed")).hasSize(1);
        });
        await().untilAsserted(() -> assertThat(batches.getLast()).endsWith(numbers[numbers.length - 1]));
    }

    JsonNode failureRecord() {
        try {
            return JSON.readTree(queues.bodies("failed").getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    static InvocationResult failures(String... items) {
        StringBuilder list = new StringBuilder();
        for (String item : items) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"itemIdentifier\":\"")
                    .append(item)
                    .append("\"}");
        }
        return new Returned(bytes("{\"batchItemFailures\":[" + list + "]}"));
    }

    static InvocationResult error() {
        return new FunctionError(bytes("{\"errorType\":\"X\"}"));
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
