package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class DeltaPublicationsTest {

    private static final Publication FIRST = publication(1, "{\"counter\":1,\"p\":\"" + "a".repeat(40) + "\"}");
    private static final Publication SECOND = publication(2, "{\"counter\":2,\"p\":\"" + "a".repeat(40) + "\"}");

    @Test
    void writesTheWholePayloadAsText() {
        Publication full = DeltaPublications.full(publication(1, "{\"a\":\"\\n\"}"));

        assertThat(full.data()).isEqualTo(new Json("\"{\\\"a\\\":\\\"\\\\n\\\"}\""));
        assertThat(full.delta()).isFalse();
    }

    @Test
    void writesTheChangeWhereItIsSmaller() {
        assertThat(DeltaPublications.patch(FIRST, SECOND).delta()).isTrue();
        assertThat(DeltaPublications.patch(publication(1, "1"), publication(2, "2")))
                .isEqualTo(DeltaPublications.full(publication(2, "2")));
    }

    @Test
    void writesTheWholePayloadOfWhatIsNotEligible() {
        Publication plain = new Publication(2, SECOND.data(), null, Map.of(), Instant.EPOCH);

        assertThat(DeltaPublications.patch(FIRST, plain)).isEqualTo(DeltaPublications.full(plain));
        assertThat(DeltaPublications.patch(plain, publication(3, FIRST.data().text()))
                        .delta())
                .as("it is the base of the next one")
                .isTrue();
    }

    @Test
    void breaksNoFrameInTwo() {
        Publication patch = DeltaPublications.patch(FIRST, SECOND);

        assertThat(Codec.of(Dialect.CENTRIFUGE).encode(new Push.Published("c", patch)))
                .doesNotContain("\n")
                .contains("\\n");
    }

    @Property(tries = 500)
    void givesAClientThatAppliesThemEveryPayload(@ForAll Random random) {
        RandomWire wire = new RandomWire(random, Dialect.CENTRIFUGE);
        List<Publication> publications = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String same = i % 2 == 0 ? "" : publications.getLast().data().text() + ",";
            // JSON text is well-formed Unicode; a lone escape of half a character is too.
            publications.add(publication(i + 1, "[" + same + wire.json().text() + "]"));
        }

        Json last = null;
        for (Publication encoded : DeltaPublications.chain(publications)) {
            last = DeltaDecoder.decode(last, encoded);
            assertThat(last)
                    .isEqualTo(publications.get((int) encoded.offset() - 1).data());
        }
    }

    private static Publication publication(long offset, String data) {
        return new Publication(offset, new Json(data), null, Map.of(), Instant.EPOCH).eligibleForDelta();
    }
}
