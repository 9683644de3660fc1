package dev.downlink.local.kinesis;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.aws.TestClock;
import dev.downlink.local.eventsource.RecordSource;
import dev.downlink.local.eventsource.RecordSource.Page;
import dev.downlink.local.eventsource.RecordSource.Position;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StreamSourceTest {

    private static final String SHARD = "shardId-000000000000";

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final Streams streams = new Streams(KinesisSettings.DEFAULT, clock);
    private final RecordSource source = new StreamSource(streams);

    @Test
    void readsAShardPageByPage() {
        append("1", "2", "3");

        Page first = source.read("s", SHARD, new Position.TrimHorizon(), 2);
        Page second = source.read(
                "s", SHARD, new Position.After(first.records().getLast().sequenceNumber()), 2);

        assertThat(data(first)).containsExactly("1", "2");
        assertThat(first.behind()).isTrue();
        assertThat(data(second)).containsExactly("3");
        assertThat(second.behind()).isFalse();
        assertThat(second.ended()).isFalse();
    }

    @Test
    void readsFromATime() {
        append("1");
        clock.advance(Duration.ofSeconds(1));
        append("2");

        assertThat(data(source.read("s", SHARD, new Position.At(clock.instant()), 10)))
                .containsExactly("2");
    }

    @Test
    void startsAnewWithAStreamThatWasReplaced() {
        append("old", "old");
        String last = source.read("s", SHARD, new Position.TrimHorizon(), 10)
                .records()
                .getLast()
                .sequenceNumber();
        streams.delete(streams.find("s").orElseThrow());
        clock.advance(Duration.ofSeconds(5));

        assertThat(source.exists("s")).isFalse();
        assertThat(source.read("s", SHARD, new Position.After(last), 10).ended())
                .isTrue();
        append("new");
        assertThat(data(source.read("s", SHARD, new Position.After(last), 10))).containsExactly("new");
    }

    private void append(String... texts) {
        for (String text : texts) {
            streams.ensure("s", 1).shards().getFirst().append("k", text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static List<String> data(Page page) {
        return page.records().stream()
                .map(record -> new String(record.data(), StandardCharsets.UTF_8))
                .toList();
    }
}
