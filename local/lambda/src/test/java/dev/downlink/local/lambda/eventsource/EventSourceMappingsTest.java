package dev.downlink.local.lambda.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
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
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EventSourceMappingsTest {

    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final FakeStream stream = new FakeStream();
    private final Queues queues = new Queues(clock);
    private final List<List<Integer>> batches = new CopyOnWriteArrayList<>();
    private Function<List<Integer>, InvocationResult> function = batch -> new Returned(bytes("{}"));

    @TempDir
    private Path directory;

    private EventSourceMappings mappings;

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

    private void restart(FakeStream source) {
        mappings.close();
        batches.clear();
        mappings = open(source);
    }

    @AfterEach
    void stop() {
        mappings.close();
    }

    @Test
    void deliversRecordsInOrderInBatches() {
        stream.put(250, NOW);

        mappings.create(mapping().build());

        awaitRecords(1, 250);
        assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
    }

    @Test
    void deliversWhatComesLater() {
        mappings.create(mapping().build());
        stream.put(1, NOW);
        awaitRecords(1, 1);

        stream.put(1, NOW);

        awaitRecords(1, 2);
    }

    @Test
    void retriesFromTheFirstRecordReported() {
        stream.put(10, NOW);
        function = batch -> batches.size() == 1 ? failures("4", "7") : new Returned(bytes("{}"));

        mappings.create(mapping().reportFailures().build());

        await().until(() -> batches.size() == 2);
        assertThat(batches.get(1)).containsExactlyElementsOf(range(4, 10));
    }

    @Test
    void takesAnUnknownItemIdentifierForTheWholeBatch() {
        stream.put(3, NOW);
        function = batch -> batches.size() == 1 ? failures("99") : new Returned(bytes("null"));

        mappings.create(mapping().reportFailures().build());

        await().until(() -> batches.size() == 2);
        assertThat(batches).containsExactly(range(1, 3), range(1, 3));
    }

    @Test
    void findsThePoisonRecordByHalvingAndTellsTheQueue() {
        stream.put(8, NOW);
        function = batch -> batch.contains(6) ? error() : new Returned(bytes("{}"));

        mappings.create(mapping().bisect().retries(2).build());

        awaitDone(1, 2, 3, 4, 5, 7, 8);
        assertThat(batches.stream().filter(batch -> batch.equals(List.of(6)))).hasSize(3);
        JsonNode failure = failureRecord();
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RetryAttemptsExhausted");
        assertThat(failure.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(3);
        assertThat(failure.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
        assertThat(failure.at("/KinesisBatchInfo/startSequenceNumber").asText()).isEqualTo("6");
        assertThat(failure.at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(1);
    }

    @Test
    void findsThePoisonRecordThatTheFunctionReports() {
        stream.put(8, NOW);
        function = batch -> batch.contains(6) ? failures("6") : new Returned(bytes("{}"));

        mappings.create(mapping().bisect().reportFailures().retries(1).build());

        awaitDone(7, 8);
        assertThat(failureRecord().at("/responseContext/functionError").isNull())
                .isTrue();
        assertThat(failureRecord().at("/KinesisBatchInfo/endSequenceNumber").asText())
                .isEqualTo("6");
    }

    @Test
    void givesUpAWholeBatchWithoutHalving() {
        stream.put(2, NOW);
        function = batch -> error();

        mappings.create(mapping().retries(1).build());

        await().until(() -> !queues.bodies("failed").isEmpty());
        assertThat(failureRecord().at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(2);
        assertThat(batches).containsExactly(range(1, 2), range(1, 2));
    }

    @Test
    void doesNotCountThrottlesAsAttempts() {
        stream.put(1, NOW);
        function =
                batch -> batches.size() < 5 ? new Throttled(InvocationResult.Limit.ACCOUNT) : new Returned(bytes("{}"));

        mappings.create(mapping().retries(0).build());

        await().until(() -> batches.size() == 5);
        assertThat(queues.bodies("failed")).isEmpty();
    }

    @Test
    void passesOverRecordsThatAreTooOld() {
        stream.put(2, NOW.minusSeconds(61));
        stream.put(1, NOW);

        mappings.create(mapping().maximumAgeSeconds(60).build());

        awaitRecords(3, 3);
        JsonNode failure = failureRecord();
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RecordAgeExceeded");
        assertThat(failure.has("responseContext")).isFalse();
        assertThat(failure.at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(2);
    }

    @Test
    void startsAtLatestWithWhatArrivesFromNowOn() {
        stream.put(2, NOW);

        mappings.create(mapping().from(new RecordSource.Start.Latest()).build());
        stream.put(1, NOW);

        awaitRecords(3, 3);
    }

    @Test
    void goesOnAfterARestartWhereItHasReadTo() {
        stream.put(5, NOW);
        mappings.create(mapping().build());
        awaitRecords(1, 5);

        restart(stream);
        stream.put(2, NOW);
        mappings.create(mapping().build());

        awaitRecords(6, 7);
    }

    @Test
    void readsANewStreamOfTheSameNameFromItsStart() {
        stream.put(5, NOW);
        mappings.create(mapping().build());
        awaitRecords(1, 5);

        FakeStream another = new FakeStream(NOW);
        restart(another);
        another.put(2, NOW);
        mappings.create(mapping().build());

        awaitRecords(1, 2);
    }

    @Test
    void processesAgainAfterARestartWhatWasNotDone() {
        stream.put(3, NOW);
        function = batch -> batch.contains(2) ? error() : new Returned(bytes("{}"));
        mappings.create(mapping().batchSize(1).build());
        await().untilAsserted(() -> assertThat(delivered()).contains(1, 2));

        restart(stream);
        function = batch -> new Returned(bytes("{}"));
        mappings.create(mapping().batchSize(1).build());

        awaitRecords(2, 3);
    }

    @Test
    void waitsForTheInvocationUnderWayWhenItStops() {
        stream.put(1, NOW);
        var invoked = new CountDownLatch(1);
        function = batch -> {
            invoked.countDown();
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            return new Returned(bytes("{}"));
        };
        mappings.create(mapping().build());
        await().until(() -> invoked.getCount() == 0);

        restart(stream);
        stream.put(1, NOW);
        mappings.create(mapping().build());

        awaitRecords(2, 2);
    }

    @Test
    void stopsAtOnceThoughABatchIsBetweenTwoAttempts() {
        stream.put(1, NOW);
        function = batch -> error();
        var patient = new EventSourceMappings(
                new EventSourceSettings(
                        Duration.ofMillis(5),
                        new Backoff(Duration.ofMinutes(1), Duration.ofMinutes(1)),
                        Optional.empty()),
                stream,
                this::invoke,
                queues,
                clock);
        patient.create(mapping().build());
        await().until(() -> batches.size() == 1);

        assertThat(CompletableFuture.runAsync(patient::close)).succeedsWithin(Duration.ofSeconds(2));
    }

    private CompletionStage<InvocationResult> invoke(String name, String requestId, byte[] event) {
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

    private List<Integer> delivered() {
        return batches.stream().flatMap(List::stream).toList();
    }

    private void awaitRecords(int first, int last) {
        await().untilAsserted(() -> assertThat(delivered()).containsExactlyElementsOf(range(first, last)));
    }

    private void awaitDone(Integer... numbers) {
        await().untilAsserted(() -> {
            assertThat(delivered()).contains(numbers);
            assertThat(queues.bodies("failed")).hasSize(1);
        });
        await().untilAsserted(() -> assertThat(batches.getLast()).endsWith(numbers[numbers.length - 1]));
    }

    private JsonNode failureRecord() {
        try {
            return JSON.readTree(queues.bodies("failed").getFirst());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> range(int first, int last) {
        return IntStream.rangeClosed(first, last).boxed().toList();
    }

    private static InvocationResult failures(String... items) {
        StringBuilder list = new StringBuilder();
        for (String item : items) {
            list.append(list.isEmpty() ? "" : ",")
                    .append("{\"itemIdentifier\":\"")
                    .append(item)
                    .append("\"}");
        }
        return new Returned(bytes("{\"batchItemFailures\":[" + list + "]}"));
    }

    private static InvocationResult error() {
        return new FunctionError(bytes("{\"errorType\":\"X\"}"));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Mapping mapping() {
        return new Mapping();
    }

    /** A mapping of the stream to {@code f}, with Lambda's defaults. */
    private static final class Mapping {
        private RecordSource.Start start = new RecordSource.Start.TrimHorizon();
        private int batchSize = 100;
        private int retries = -1;
        private int maximumAgeSeconds = -1;
        private boolean bisect;
        private boolean reportFailures;

        Mapping from(RecordSource.Start from) {
            start = from;
            return this;
        }

        Mapping batchSize(int size) {
            batchSize = size;
            return this;
        }

        Mapping retries(int attempts) {
            retries = attempts;
            return this;
        }

        Mapping maximumAgeSeconds(int seconds) {
            maximumAgeSeconds = seconds;
            return this;
        }

        Mapping bisect() {
            bisect = true;
            return this;
        }

        Mapping reportFailures() {
            reportFailures = true;
            return this;
        }

        MappingConfiguration build() {
            return new MappingConfiguration(
                    "f",
                    FakeStream.NAME,
                    start,
                    batchSize,
                    0,
                    retries,
                    maximumAgeSeconds,
                    bisect,
                    reportFailures,
                    "failed");
        }
    }
}
