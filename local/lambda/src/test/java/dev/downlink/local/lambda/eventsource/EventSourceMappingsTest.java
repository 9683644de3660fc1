package dev.downlink.local.lambda.eventsource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.downlink.local.aws.Backoff;
import dev.downlink.local.lambda.InvocationResult.Returned;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

/** What is read, in which batches, and from where after a restart. */
final class EventSourceMappingsTest extends EventSourceFixture {

    @Test
    void deliversRecordsInOrderInBatches() {
        stream.put(250, NOW);

        mappings.create(new Mapping().build());

        awaitRecords(1, 250);
        assertThat(batches).extracting(List::size).containsExactly(100, 100, 50);
    }

    @Test
    void deliversWhatComesLater() {
        mappings.create(new Mapping().build());
        stream.put(1, NOW);
        awaitRecords(1, 1);

        stream.put(1, NOW);

        awaitRecords(1, 2);
    }

    @Test
    void startsAtLatestWithWhatArrivesFromNowOn() {
        stream.put(2, NOW);

        mappings.create(new Mapping().from(new RecordSource.Start.Latest()).build());
        stream.put(1, NOW);

        awaitRecords(3, 3);
    }

    @Test
    void goesOnAfterARestartWhereItHasReadTo() {
        stream.put(5, NOW);
        mappings.create(new Mapping().build());
        awaitRecords(1, 5);

        restart(stream);
        stream.put(2, NOW);
        mappings.create(new Mapping().build());

        awaitRecords(6, 7);
    }

    @Test
    void readsANewStreamOfTheSameNameFromItsStart() {
        stream.put(5, NOW);
        mappings.create(new Mapping().build());
        awaitRecords(1, 5);

        FakeStream another = new FakeStream(NOW);
        restart(another);
        another.put(2, NOW);
        mappings.create(new Mapping().build());

        awaitRecords(1, 2);
    }

    @Test
    void processesAgainAfterARestartWhatWasNotDone() {
        stream.put(3, NOW);
        function = batch -> batch.contains(2) ? error() : new Returned(bytes("{}"));
        mappings.create(new Mapping().batchSize(1).build());
        await().untilAsserted(() -> assertThat(delivered()).contains(1, 2));

        restart(stream);
        function = batch -> new Returned(bytes("{}"));
        mappings.create(new Mapping().batchSize(1).build());

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
        mappings.create(new Mapping().build());
        await().until(() -> invoked.getCount() == 0);

        restart(stream);
        stream.put(1, NOW);
        mappings.create(new Mapping().build());

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
        patient.create(new Mapping().build());
        await().until(() -> batches.size() == 1);

        assertThat(CompletableFuture.runAsync(patient::close)).succeedsWithin(Duration.ofSeconds(2));
    }
}
