package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.downlink.local.aws.TestClock;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {

    private static final int UNLIMITED = Integer.MAX_VALUE;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00.123Z"));

    @Test
    void hasTheSequenceNumbersOfAws() {
        // The example of the Lambda developer guide, taken apart: made by shard 6 of a stream created 2018-12-05.
        SequenceNumber number =
                new SequenceNumber(new BigInteger("49590338271490256608559692538361571095921575989136588898"));

        assertThat(SequenceNumber.parse(number.toString())).contains(number);
        assertThat(number.value().toString(16)).hasSize(47).startsWith("2").endsWith("2");
    }

    @Test
    void readsInPages() {
        Shard shard = new Streams(KinesisSettings.DEFAULT, clock)
                .ensure("s", 1)
                .shards()
                .getFirst();
        append(shard, "aaaa", "bbbb", "cccc");

        assertThat(shard.read(shard.horizon(), 2, UNLIMITED)).hasSize(2);
        assertThat(shard.read(shard.horizon(), 10, 11))
                .as("two keys and two payloads")
                .hasSize(2);
        assertThat(shard.read(shard.horizon(), 10, 1))
                .as("never stuck on a large record")
                .hasSize(1);
    }

    @Test
    void letsTheOldestGoWhenMemoryIsFull() {
        Shard shard =
                new Streams(withMemory(300_000), clock).ensure("s", 1).shards().getFirst();
        for (int i = 0; i < 10_000; i++) {
            append(shard, "record " + i);
        }

        List<StreamRecord> kept = shard.read(0, UNLIMITED, UNLIMITED);

        assertThat(kept).hasSizeBetween(1_000, 1_500);
        assertThat(text(kept.getLast())).isEqualTo("record 9999");
        assertThat(kept.getFirst().counter()).isEqualTo(shard.horizon());
        assertThat(shard.read(kept.get(5).counter(), 1, UNLIMITED).getFirst()).isEqualTo(kept.get(5));
    }

    @Test
    void keepsStreamsOnDisk(@TempDir Path directory) {
        KinesisSettings settings = KinesisSettings.DEFAULT.withDirectory(directory);
        List<StreamRecord> written;
        try (Streams streams = new Streams(settings, clock)) {
            Shard shard = streams.ensure("s", 2).shards().getLast();
            append(shard, "1", "2");
            written = shard.read(0, UNLIMITED, UNLIMITED);
        }
        clock.advance(Duration.ofHours(1));
        try (Streams streams = new Streams(settings, clock)) {
            Shard shard = streams.find("s").orElseThrow().shards().getLast();

            assertThat(shard.read(0, UNLIMITED, UNLIMITED))
                    .extracting(StreamRecord::sequenceNumber, StreamRecord::partitionKey, ShardTest::text)
                    .containsExactlyElementsOf(written.stream()
                            .map(record -> tuple(record.sequenceNumber(), record.partitionKey(), text(record)))
                            .toList());
            assertThat(shard.append("k", new byte[0]).orElseThrow().counter()).isEqualTo(3);
        }
    }

    @Test
    void forgetsARecordThatWasNotWrittenWhole(@TempDir Path directory) throws Exception {
        KinesisSettings settings = KinesisSettings.DEFAULT.withDirectory(directory);
        try (Streams streams = new Streams(settings, clock)) {
            append(streams.ensure("s", 1).shards().getFirst(), "1", "2");
        }
        Path segment;
        try (Stream<Path> files = Files.walk(directory)) {
            segment = files.filter(file -> file.toString().endsWith(".log"))
                    .findFirst()
                    .orElseThrow();
        }
        Files.write(segment, new byte[] {0, 0, 0, 9, 1}, StandardOpenOption.APPEND);

        for (int restart = 0; restart < 2; restart++) {
            try (Streams streams = new Streams(settings, clock)) {
                Shard shard = streams.find("s").orElseThrow().shards().getFirst();
                assertThat(shard.read(0, UNLIMITED, UNLIMITED)).hasSize(2 + restart);
                append(shard, "more");
            }
        }
    }

    @Test
    void deletesFilesWithTheRecordsTheyHold(@TempDir Path directory) throws Exception {
        KinesisSettings settings = KinesisSettings.DEFAULT.withDirectory(directory);
        byte[] half = new byte[512 * 1024];
        try (Streams streams = new Streams(settings, clock)) {
            Shard shard = streams.ensure("s", 1).shards().getFirst();
            for (int i = 0; i < 40; i++) {
                shard.append("k", half);
            }
            assertThat(segments(directory)).isEqualTo(3);
            clock.advance(Duration.ofHours(25));
            shard.append("k", half);

            assertThat(segments(directory)).isEqualTo(1);
        }
        try (Streams streams = new Streams(settings, clock)) {
            Shard shard = streams.find("s").orElseThrow().shards().getFirst();
            assertThat(shard.read(0, UNLIMITED, UNLIMITED)).hasSize(1);
            assertThat(shard.tip()).isEqualTo(42);
        }
    }

    @Test
    void sharesTheMemoryAmongAllShards() {
        try (Streams streams = new Streams(withMemory(1_000_000), clock)) {
            Shard busy = streams.ensure("busy", 1).shards().getFirst();
            List<Shard> others = streams.ensure("others", 9).shards();
            byte[] data = new byte[1_000];

            for (int i = 0; i < 1_000; i++) {
                busy.append("k", data);
            }
            assertThat(busy.read(0, UNLIMITED, UNLIMITED))
                    .as("all of it, while nobody else needs it")
                    .hasSizeGreaterThan(700);
            for (int i = 0; i < 9_000; i++) {
                others.get(i % 9).append("k", data);
            }
            streams.sweep();

            assertThat(Stream.concat(Stream.of(busy), others.stream())
                            .mapToInt(
                                    shard -> shard.read(0, UNLIMITED, UNLIMITED).size()))
                    .allSatisfy(records -> assertThat(records).isBetween(50, 120));
        }
    }

    @Test
    void namesTheFileThatIsDamaged(@TempDir Path directory) throws Exception {
        KinesisSettings settings = KinesisSettings.DEFAULT.withDirectory(directory);
        try (Streams streams = new Streams(settings, clock)) {
            streams.ensure("s", 1);
        }
        Path file = Files.writeString(directory.resolve("s/stream.json"), "{\"name\":");

        assertThatThrownBy(() -> new Streams(settings, clock)).hasMessageContaining(file + " is damaged");
    }

    private static long segments(Path directory) throws Exception {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(file -> file.toString().endsWith(".log")).count();
        }
    }

    private static KinesisSettings withMemory(long maxBytes) {
        return new KinesisSettings(Duration.ofHours(24), maxBytes, Optional.empty(), Optional.empty());
    }

    private static void append(Shard shard, String... texts) {
        for (String text : texts) {
            shard.append("k", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String text(StreamRecord record) {
        return new String(record.data(), StandardCharsets.UTF_8);
    }
}
