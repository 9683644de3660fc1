package dev.downlink.local.runtime.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.TestEndpoint;
import dev.downlink.local.kinesis.KinesisService;
import dev.downlink.local.kinesis.KinesisSettings;
import dev.downlink.local.kinesis.Shard;
import dev.downlink.local.kinesis.StreamRecord;
import dev.downlink.local.kinesis.Streams;
import dev.downlink.local.kinesis.WriteLimit;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReplayTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final String STREAM = "downlink-local-vehicles";
    private static final int TRAINS = 510;

    @Test
    void emitsOneRecordPerTrainAndSecondOfTheMorning() throws Exception {
        Streams streams = new Streams(KinesisSettings.DEFAULT, CLOCK);
        Shard shard = streams.ensure(STREAM, 1).shards().getFirst();
        int speed = 4;
        try (TestEndpoint endpoint = new TestEndpoint(new KinesisService(streams, CLOCK));
                Replay replay = Replay.start(new ReplaySettings(endpoint.uri(), STREAM, speed), CLOCK)) {
            long start = System.nanoTime();
            await().until(() -> replay.sent() >= 6 * TRAINS);
            double seconds = (System.nanoTime() - start) / (double) TimeUnit.SECONDS.toNanos(1);

            // A busy machine may be slower, for a while.
            assertThat(replay.sent() / seconds).as("records a second").isLessThan(speed * TRAINS * 1.3);
            await().until(() -> replay.lag() < TRAINS);
        }
        List<StreamRecord> records = shard.read(shard.horizon(), Integer.MAX_VALUE, Integer.MAX_VALUE);
        Map<String, Long> perTrain =
                records.stream().collect(Collectors.groupingBy(StreamRecord::partitionKey, Collectors.counting()));
        assertThat(perTrain.values()).allSatisfy(count -> assertThat(count).isBetween(1L, 8L));
        JsonNode record = new JsonMapper().readTree(records.getFirst().data());
        assertThat(record.fieldNames())
                .toIterable()
                .containsExactly("trip", "route", "headsign", "direction", "latitude", "longitude", "bearing", "time");
        assertThat(record.get("trip").asText()).isEqualTo(records.getFirst().partitionKey());
        assertThat(record.get("time").asLong())
                .isCloseTo(records.getFirst().arrival().toEpochMilli(), within(5_000L));
    }

    @Test
    void triesAgainWhatKinesisDidNotTake() {
        KinesisSettings limited = KinesisSettings.DEFAULT.withWriteLimit(new WriteLimit(40, 1_000_000));
        Streams streams = new Streams(limited, CLOCK);
        Shard shard = streams.ensure(STREAM, 1).shards().getFirst();
        try (TestEndpoint endpoint = new TestEndpoint(new KinesisService(streams, CLOCK));
                Replay replay = Replay.start(new ReplaySettings(endpoint.uri(), STREAM, 1), CLOCK)) {

            await().until(() -> replay.sent() > 50);

            assertThat(replay.lag()).isPositive();
        }
        List<String> firstTurn = shard.read(shard.horizon(), 50, Integer.MAX_VALUE).stream()
                .map(StreamRecord::partitionKey)
                .toList();
        assertThat(firstTurn).doesNotHaveDuplicates();
    }

    @Test
    void waitsForItsStreamAndStopsCleanly() {
        Streams streams = new Streams(KinesisSettings.DEFAULT, CLOCK);
        try (TestEndpoint endpoint = new TestEndpoint(new KinesisService(streams, CLOCK))) {
            Replay replay = Replay.start(new ReplaySettings(endpoint.uri(), STREAM, 1), CLOCK);
            await().until(() -> replay.lag() > 0);
            streams.ensure(STREAM, 1);

            await().until(() -> replay.sent() > 0);
            replay.close();

            assertThat(Thread.getAllStackTraces().keySet())
                    .noneMatch(thread -> thread.getName().equals("demo-replay"));
        }
    }
}
