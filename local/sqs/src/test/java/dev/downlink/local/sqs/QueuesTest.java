package dev.downlink.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class QueuesTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));

    @TempDir
    private Path directory;

    @Test
    void keepsQueuesAndTheirMessagesOnDisk() {
        Queues before = open();
        before.send("own", "kept");
        before.send("own", "received");
        before.send("letters", "a dead letter");
        before.find("own").orElseThrow().receive(2, Duration.ofMinutes(1));

        Queues after = open();

        assertThat(after.names()).containsExactly("letters", "own");
        assertThat(after.bodies("letters")).containsExactly("a dead letter");
        assertThat(after.find("own").orElseThrow().receive(10, Duration.ZERO))
                .extracting(received -> received.message().body())
                .as("what nobody deleted can be received again")
                .containsExactly("kept", "received");
    }

    @Test
    void forgetsWhatWasDeletedOrTooOld() {
        Queues before = open();
        before.send("q", "deleted");
        Queue queue = before.find("q").orElseThrow();
        queue.delete(queue.receive(1, Duration.ZERO).getFirst().receiptHandle());
        before.send("old", "1");
        clock.advance(Queue.RETENTION.plusSeconds(1));
        before.send("q", "kept");

        Queues after = open();

        assertThat(List.of(after.bodies("q"), after.bodies("old"))).containsExactly(List.of("kept"), List.of());
    }

    @Test
    void forgetsAChangeThatWasNotWrittenWhole() throws IOException {
        open().send("q", "kept");
        Files.writeString(file(), "{\"change\":\"sent\",\"que", StandardOpenOption.APPEND);

        assertThat(open().bodies("q")).containsExactly("kept");
    }

    @Test
    void namesAFileThatIsDamaged() throws IOException {
        Files.writeString(file(), "?\n");

        assertThatThrownBy(this::open).hasMessageContaining(file() + " is damaged");
    }

    private Queues open() {
        return new Queues(clock, directory);
    }

    private Path file() {
        return directory.resolve("queues.jsonl");
    }
}
