package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.protocol.Codec;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.Push;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class FramePackerTest {

    private static final ChannelName CHANNEL = new ChannelName("chat:lobby");

    @Property(tries = 200)
    void carriesEveryPublicationOnceInOrderInFewFrames(
            @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 60_000) Integer> sizes, @ForAll Dialect dialect) {
        List<EncodedPublication> publications = IntStream.range(0, sizes.size())
                .mapToObj(n -> new EncodedPublication(CHANNEL, publication(n + 1, sizes.get(n))))
                .toList();

        List<PackedFrame> frames = FramePacker.pack(publications, dialect, Framing.LINES);

        String joined =
                String.join("\n", frames.stream().map(FramePackerTest::text).toList());
        assertThat(joined)
                .isEqualTo(String.join(
                        "\n",
                        publications.stream()
                                .map(one -> Codec.of(dialect)
                                        .encode(new Push.Published(CHANNEL.value(), one.publication())))
                                .toList()));
        assertThat(frames.getLast().through()).isEqualTo(sizes.size());
        for (int n = 0; n < frames.size(); n++) {
            int from = n == 0 ? 0 : frames.get(n - 1).through();
            PackedFrame frame = frames.get(n);
            assertThat(text(frame).lines().count()).isEqualTo(frame.through() - from);
            if (frame.through() - from > 1) {
                assertThat(frame.frame().bytes().length).isLessThanOrEqualTo(32 * 1024);
            }
            if (n > 0) {
                int firstLine = publications.get(from).in(dialect).length;
                assertThat(frames.get(n - 1).frame().bytes().length + 1 + firstLine)
                        .isGreaterThan(32 * 1024);
            }
        }
    }

    @Property(tries = 50)
    void putsEachPublicationIntoAFrameOfItsOwnForAClientThatParsesWholeFrames(
            @ForAll @IntRange(max = 10) int from, @ForAll Dialect dialect) {
        List<EncodedPublication> publications = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> new EncodedPublication(CHANNEL, publication(n, 10)))
                .toList();

        List<PackedFrame> frames =
                FramePacker.pack(publications, indexes(from, 10), from, dialect, Framing.SINGLE, true);

        assertThat(frames)
                .extracting(FramePackerTest::text)
                .containsExactlyElementsOf(publications.subList(from, 10).stream()
                        .map(one -> new String(one.in(dialect), StandardCharsets.UTF_8))
                        .toList());
        assertThat(frames)
                .extracting(PackedFrame::through)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(from + 1, 10).boxed().toList());
    }

    @Property(tries = 200)
    void leavesOutWhatIsNotWanted(
            @ForAll @Size(max = 10) Set<@IntRange(max = 9) Integer> wanted,
            @ForAll @IntRange(max = 10) int from,
            @ForAll Dialect dialect,
            @ForAll Framing framing) {
        List<EncodedPublication> publications = IntStream.rangeClosed(1, 10)
                .mapToObj(n -> new EncodedPublication(CHANNEL, publication(n, 10_000)))
                .toList();
        BitSet selected = new BitSet();
        wanted.forEach(selected::set);

        List<PackedFrame> frames = FramePacker.pack(publications, selected, from, dialect, framing, true);

        assertThat(frames.stream().flatMap(frame -> text(frame).lines()))
                .containsExactlyElementsOf(selected.stream()
                        .filter(n -> n >= from)
                        .mapToObj(n -> new String(publications.get(n).in(dialect), StandardCharsets.UTF_8))
                        .toList());
        if (!frames.isEmpty()) {
            assertThat(frames.getLast().through()).isEqualTo(10);
        }
    }

    private static BitSet indexes(int from, int end) {
        BitSet indexes = new BitSet();
        indexes.set(from, end);
        return indexes;
    }

    private static String text(PackedFrame packed) {
        return new String(packed.frame().bytes(), StandardCharsets.UTF_8);
    }

    private static Publication publication(long offset, int size) {
        return new Publication(
                offset, new Json("\"" + "x".repeat(size) + "\""), null, Map.of(), Instant.ofEpochMilli(0));
    }
}
