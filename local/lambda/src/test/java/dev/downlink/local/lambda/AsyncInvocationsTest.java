package dev.downlink.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.aws.fault.FaultRate;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import dev.downlink.local.sqs.Queues;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class AsyncInvocationsTest {

    private static final byte[] EVENT = "{\"n\":1}".getBytes(StandardCharsets.UTF_8);

    private final Queues queues = new Queues(Clock.systemUTC());
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final List<String> requestIds = new CopyOnWriteArrayList<>();
    private IntFunction<InvocationResult> function = attempt -> new Returned(new byte[0]);

    private final LambdaFaults faults = new LambdaFaults();
    private final AsyncInvocations invocations = new AsyncInvocations(
            this::run,
            List.of(Duration.ofMillis(1), Duration.ofMillis(2)),
            new Backoff(Duration.ofMillis(1), Duration.ofMillis(20)),
            faults,
            queues,
            timer,
            Clock.systemUTC());

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void retriesAFunctionErrorUnderTheSameRequestId() {
        function = attempt -> attempt < 3 ? error() : new Returned(new byte[0]);

        String requestId = invocations.accept(function(2, Duration.ofHours(1)), EVENT);

        await().untilAsserted(() -> assertThat(requestIds).containsExactly(requestId, requestId, requestId));
        assertThat(queues.bodies("failed")).isEmpty();
    }

    @Test
    void tellsTheQueueWhenRetriesAreExhausted() throws IOException {
        function = attempt -> error();

        String requestId = invocations.accept(function(1, Duration.ofHours(1)), EVENT);

        JsonNode record = failureRecord();
        assertThat(requestIds).hasSize(2);
        assertThat(record.at("/requestContext/requestId").asText()).isEqualTo(requestId);
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("RetriesExhausted");
        assertThat(record.at("/requestContext/approximateInvokeCount").asInt()).isEqualTo(2);
        assertThat(record.at("/requestContext/functionArn").asText()).endsWith(":function:f:$LATEST");
        assertThat(record.at("/requestPayload/n").asInt()).isEqualTo(1);
        assertThat(record.at("/responseContext/functionError").asText()).isEqualTo("Unhandled");
        assertThat(record.at("/responsePayload/errorType").asText()).isEqualTo("X");
    }

    @Test
    void givesUpAThrottledEventThatWouldBecomeTooOld() throws IOException {
        function = attempt -> new Throttled(InvocationResult.Limit.ACCOUNT);

        invocations.accept(function(2, Duration.ofMillis(500)), EVENT);

        JsonNode record = failureRecord();
        assertThat(record.at("/requestContext/condition").asText()).isEqualTo("EventAgeExceeded");
        assertThat(record.has("responsePayload")).isFalse();
    }

    @Test
    void keepsAThrottledEventUntilItRuns() {
        function = attempt -> attempt < 8 ? new Throttled(InvocationResult.Limit.ACCOUNT) : new Returned(new byte[0]);

        String requestId = invocations.accept(function(0, Duration.ofHours(1)), EVENT);

        await().untilAsserted(() -> assertThat(requestIds).hasSize(8).containsOnly(requestId));
        assertThat(queues.bodies("failed")).isEmpty();
    }

    @Test
    void deliversAnEventTwiceUnderOneRequestId() {
        faults.set(AsyncFault.of(AsyncFault.Effect.DELIVER_TWICE).at(FaultRate.next(1)));

        String twice = invocations.accept(function(2, Duration.ofHours(1)), EVENT);
        String once = invocations.accept(function(2, Duration.ofHours(1)), EVENT);

        assertThat(requestIds).containsExactly(twice, twice, once);
    }

    @Test
    void acceptsAnEventAndLosesTheAnswer() {
        faults.set(AsyncFault.of(AsyncFault.Effect.LOSE_ANSWER).forFunctions("f"));

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> invocations.accept(function(2, Duration.ofHours(1)), EVENT));
        assertThat(requestIds).hasSize(1);
    }

    @Test
    void refusesAnEvent() {
        faults.set(AsyncFault.of(AsyncFault.Effect.REFUSE));

        assertThatExceptionOfType(AwsException.class)
                .isThrownBy(() -> invocations.accept(function(2, Duration.ofHours(1)), EVENT));
        assertThat(requestIds).isEmpty();
    }

    @Test
    void sparesOtherFunctions() {
        faults.set(AsyncFault.of(AsyncFault.Effect.REFUSE).forFunctions("g"));

        invocations.accept(function(2, Duration.ofHours(1)), EVENT);

        assertThat(requestIds).hasSize(1);
    }

    private JsonNode failureRecord() throws IOException {
        await().until(() -> !queues.bodies("failed").isEmpty());
        return new ObjectMapper().readTree(queues.bodies("failed").getFirst());
    }

    private CompletionStage<InvocationResult> run(String name, String requestId, byte[] payload) {
        requestIds.add(requestId);
        return CompletableFuture.completedFuture(function.apply(requestIds.size()));
    }

    private static InvocationResult error() {
        return new FunctionError("{\"errorType\":\"X\"}".getBytes(StandardCharsets.UTF_8));
    }

    private static FunctionConfiguration function(int retries, Duration maximumAge) {
        return new FunctionConfiguration(
                "f",
                "h",
                128,
                Duration.ofSeconds(1),
                null,
                Map.of(),
                new Artifact(Path.of("none")),
                retries,
                maximumAge,
                "failed");
    }
}
