package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PublicationRangeTest {

    private static final ChannelName CHANNEL = new ChannelName("chat:lobby");
    private static final Subscription ANN = subscription("ann", new DeltaState.On());
    private static final Subscription BOB = subscription("bob", new DeltaState.On());
    private static final Subscription PLAIN = subscription("cyd", new DeltaState.Off());

    private final AtomicInteger reads = new AtomicInteger();

    @Test
    void encodesOnceForAllSubscribersOfTheSameKind() {
        PublicationRange range = range(publication(6, 50), publication(7, 50));

        List<PackedFrame> changes = range.frames(ANN, 0, true);
        assertThat(range.frames(BOB, 0, true)).isSameAs(changes);
        assertThat(range.frames(ANN, 0, false)).isNotEqualTo(changes).isSameAs(range.frames(BOB, 0, false));
        assertThat(changes(changes)).isEqualTo(2);
        assertThat(changes(range.frames(ANN, 0, false))).isEqualTo(1);
        assertThat(changes(range.frames(ANN, 1, true)))
                .as("the base is that of the whole range")
                .isZero();
        assertThat(reads).hasValue(1);
    }

    @Test
    void readsThePublicationBeforeOnlyForThoseWhoNeedIt() {
        PublicationRange range = range(publication(6, 50));

        assertThat(changes(range.frames(PLAIN, 0, true))).isZero();
        assertThat(changes(range.frames(ANN, 0, false))).isZero();

        assertThat(reads).hasValue(0);
    }

    @Test
    void letsOnlyFramesWithoutDeltaBeRepeated() {
        PublicationRange range = range(publication(6, 50));

        assertThat(range.frames(PLAIN, 0, true)).allMatch(frame -> frame.frame().isRepeatable());
        assertThat(range.frames(ANN, 0, false)).noneMatch(frame -> frame.frame().isRepeatable());
    }

    /** A hundred thousand quotes are twice as many bytes as text: API Gateway refuses the frame, and the client has it not. */
    @Test
    void beginsAnewBehindAPublicationThatIsTooLargeAsText() {
        Publication large = new Publication(
                        6, new Json("[" + "\"\",".repeat(30_000) + "1]"), null, Map.of(), Instant.EPOCH)
                .eligibleForDelta();
        PublicationRange range = range(large, publication(7, 50), publication(8, 50));

        assertThat(changes(range.frames(ANN, 0, true))).isEqualTo(1);
    }

    private PublicationRange range(Publication... publications) {
        long through = 5L + publications.length;
        return new PublicationRange(CHANNEL, through, List.of(publications), new TagsFilters(), () -> {
            reads.incrementAndGet();
            return Optional.of(publication(5, 50));
        });
    }

    private static Publication publication(long offset, int length) {
        Json data = new Json("{\"n\":" + offset + ",\"text\":\"" + "a".repeat(length) + "\"}");
        return new Publication(offset, data, null, Map.of(), Instant.EPOCH).eligibleForDelta();
    }

    private static int changes(List<PackedFrame> frames) {
        String text = String.join(
                "\n",
                frames.stream()
                        .map(frame -> new String(frame.frame().bytes(), StandardCharsets.UTF_8))
                        .toList());
        return (int) IntStream.range(0, text.length())
                .filter(n -> text.startsWith("\"delta\":true", n))
                .count();
    }

    private static Subscription subscription(String name, DeltaState delta) {
        return new Subscription(
                        CHANNEL,
                        new ConnectionId(name),
                        Dialect.CENTRIFUGE,
                        Framing.LINES,
                        "",
                        null,
                        0,
                        false,
                        Instant.MAX)
                .withOptions(PushOptions.DEFAULT.withDelta(delta));
    }
}
