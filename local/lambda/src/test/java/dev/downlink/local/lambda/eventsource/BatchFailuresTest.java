package dev.downlink.local.lambda.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.lambda.InvocationResult;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What follows when a function fails for a batch, or for some of its records. */
final class BatchFailuresTest extends EventSourceFixture {

    @Test
    void retriesFromTheFirstRecordReported() {
        stream.put(10, NOW);
        function = batch -> batches.size() == 1 ? failures("4", "7") : new Returned(bytes("{}"));

        mappings.create(new Mapping().reportFailures().build());

        await().until(() -> batches.size() == 2);
        assertThat(batches.get(1)).containsExactlyElementsOf(range(4, 10));
    }

    @Test
    void takesAnUnknownItemIdentifierForTheWholeBatch() {
        stream.put(3, NOW);
        function = batch -> batches.size() == 1 ? failures("99") : new Returned(bytes("null"));

        mappings.create(new Mapping().reportFailures().build());

        await().until(() -> batches.size() == 2);
        assertThat(batches).containsExactly(range(1, 3), range(1, 3));
    }

    @Test
    void findsThePoisonRecordByHalvingAndTellsTheQueue() {
        stream.put(8, NOW);
        function = batch -> batch.contains(6) ? error() : new Returned(bytes("{}"));

        mappings.create(new Mapping().bisect().retries(2).build());

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

        mappings.create(new Mapping().bisect().reportFailures().retries(1).build());

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

        mappings.create(new Mapping().retries(1).build());

        await().until(() -> !queues.bodies("failed").isEmpty());
        assertThat(failureRecord().at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(2);
        assertThat(batches).containsExactly(range(1, 2), range(1, 2));
    }

    @Test
    void doesNotCountThrottlesAsAttempts() {
        stream.put(1, NOW);
        function =
                batch -> batches.size() < 5 ? new Throttled(InvocationResult.Limit.ACCOUNT) : new Returned(bytes("{}"));

        mappings.create(new Mapping().retries(0).build());

        await().until(() -> batches.size() == 5);
        assertThat(queues.bodies("failed")).isEmpty();
    }

    @Test
    void passesOverRecordsThatAreTooOld() {
        stream.put(2, NOW.minusSeconds(61));
        stream.put(1, NOW);

        mappings.create(new Mapping().maximumAgeSeconds(60).build());

        awaitRecords(3, 3);
        JsonNode failure = failureRecord();
        assertThat(failure.at("/requestContext/condition").asText()).isEqualTo("RecordAgeExceeded");
        assertThat(failure.has("responseContext")).isFalse();
        assertThat(failure.at("/KinesisBatchInfo/batchSize").asInt()).isEqualTo(2);
    }
}
