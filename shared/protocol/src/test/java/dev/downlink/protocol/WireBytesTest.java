package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** How large an answer becomes is known before it is written. */
class WireBytesTest {

    private static final int REPLY_BYTES = 160;

    @Property
    void knowsTheSizeOfAQuotedText(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String quoted = new JsonWriter(16).open().field("", wellFormed).close().toString();

        assertThat(JsonText.quotedUtf8Length(wellFormed)).isEqualTo(utf8Length(quoted) - "{\"\":}".length());
    }

    @Property
    void aPublicationNeverTakesMoreThanItSays(
            @ForAll Dialect dialect, @ForAll("publications") Publication publication) {
        assertFits(dialect, publication);
    }

    @Example
    void manySmallTagsAreCountedToo() {
        Map<String, String> tags = IntStream.range(0, 1000)
                .mapToObj(Integer::toString)
                .collect(Collectors.toMap(key -> key, key -> "\"\n\u0001"));

        assertFits(Dialect.ACTION, new Publication(1, new Json("1"), null, tags, Instant.ofEpochMilli(1)));
    }

    @Provide
    Arbitrary<Publication> publications() {
        return Arbitraries.randomValue(random -> new RandomWire(random, Dialect.ACTION).publication());
    }

    private static void assertFits(Dialect dialect, Publication publication) {
        Reply reply = new Reply.History("", List.of(publication), new StreamPosition(1, ""));
        String frame = Codec.of(dialect).encode(List.of(new Response(new Json("1"), "history", reply)));

        assertThat(utf8Length(frame)).isLessThanOrEqualTo(REPLY_BYTES + publication.wireBytes());
    }

    private static int utf8Length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
