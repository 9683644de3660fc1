package dev.downlink.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FossilDeltaTest {

    private static final Path VECTORS = Path.of("src/test/resources/fossil");
    private static final int LARGEST = Limits.MAX_DATA_BYTES;

    @ParameterizedTest
    @ValueSource(strings = {"1", "3", "4", "5"})
    void writesTheDeltasOfTheReferenceEncoder(String vector) throws IOException {
        byte[] delta = FossilDelta.encode(read(vector, "origin"), read(vector, "target"));

        assertThat(new String(delta, UTF_8)).isEqualTo(new String(read(vector, "delta"), UTF_8));
    }

    /** Bytes that are not UTF-8 look like the inside of a character: such copies are shorter, and as good. */
    @ParameterizedTest
    @ValueSource(strings = {"1", "2", "3", "4", "5"})
    void writesDeltasThatGiveTheTargets(String vector) throws IOException {
        byte[] origin = read(vector, "origin");
        byte[] target = read(vector, "target");

        assertThat(DeltaDecoder.apply(origin, FossilDelta.encode(origin, target)))
                .isEqualTo(target);
        assertThat(DeltaDecoder.apply(origin, read(vector, "delta"))).isEqualTo(target);
    }

    @Test
    void writesTheExamplesOfTheProtocolReference() {
        assertThat(
                        FossilDelta.between(
                                new Json(
                                        "{\"vehicle\":\"1234\",\"lat\":40.71274,\"lon\":-74.00597,\"speed\":11,\"route\":\"M15\"}"),
                                new Json(
                                        "{\"vehicle\":\"1234\",\"lat\":40.71311,\"lon\":-74.00541,\"speed\":12,\"route\":\"M15\"}")))
                .contains("1A\nT@0,i:311,\"lon\":-74.00541,\"speed\":12,\"route\":\"M15\"}BwC3K;");
        String payload = ",\"payload\":\"" + "a".repeat(500) + "\"}";
        assertThat(FossilDelta.between(new Json("{\"counter\":1" + payload), new Json("{\"counter\":2" + payload)))
                .hasValueSatisfying(delta -> assertThat(delta).startsWith("8E\nC:{\"counter\":282@C,"));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "a, 1X0000",
        "ab, 1XOW00",
        "abc, 1XObC0",
        "abcd, 1XObD_",
        "abcde, 36ObD_",
        "The quick brown fox jumps over the lazy dog, 1tF1KR"
    })
    void endsWithTheChecksum(String target, String checksum) {
        String delta = new String(FossilDelta.encode(new byte[0], target.getBytes(UTF_8)), UTF_8);

        assertThat(delta).endsWith(target + checksum + ";");
    }

    @Test
    void isAbsentWhereItWouldNotBeSmaller() {
        assertThat(FossilDelta.between(
                        new Json("{\"step\":1,\"value\":\"hello world\"}"),
                        new Json("{\"step\":2,\"value\":\"hello world!\"}")))
                .isEmpty();
        assertThat(FossilDelta.between(new Json("1"), new Json("2"))).isEmpty();
    }

    @Property(tries = 2000)
    void givesTheTargetOfAnyTwoTexts(@ForAll Random random) {
        String base = text(random);
        String target = edited(base, random);
        byte[] delta = FossilDelta.encode(base.getBytes(UTF_8), target.getBytes(UTF_8));

        assertThat(DeltaDecoder.apply(base.getBytes(UTF_8), delta)).isEqualTo(target.getBytes(UTF_8));
        assertThat(isUtf8(delta)).isTrue();
    }

    @Property(tries = 500)
    void givesTheTargetOfAnyBytes(@ForAll byte[] base, @ForAll byte[] target) {
        assertThat(DeltaDecoder.apply(base, FossilDelta.encode(base, target))).isEqualTo(target);
    }

    /** é and è share their first byte, so a match of bytes ends within the character. */
    @Test
    void cutsNoCharacterInTwo() {
        byte[] base = "\"a long enough beginning: é, and the same end of both texts\"".getBytes(UTF_8);
        byte[] target = "\"a long enough beginning: è, and the same end of both texts\"".getBytes(UTF_8);
        byte[] delta = FossilDelta.encode(base, target);

        assertThat(isUtf8(delta)).isTrue();
        assertThat(delta).hasSizeLessThan(target.length);
        assertThat(DeltaDecoder.apply(base, delta)).isEqualTo(target);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "ab", "abcdefghijklmnop", "aaaaaaaaaaaaaaab", "é", "пока "})
    void takesLittleTimeForRepetitiveTexts(String part) {
        String base = part.repeat(LARGEST / part.getBytes(UTF_8).length);
        for (String other : List.of("x", "aaaaaaaaaaaaaaa", "abcdefghijklmno")) {
            String target = alternated(part, other);
            assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
                byte[] delta = FossilDelta.encode(base.getBytes(UTF_8), target.getBytes(UTF_8));
                assertThat(DeltaDecoder.apply(base.getBytes(UTF_8), delta)).isEqualTo(target.getBytes(UTF_8));
            });
        }
    }

    /** Blocks of one hash that differ only at their ends: every comparison is long, and none pays. */
    private static String alternated(String part, String other) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < LARGEST / 2; i++) {
            text.append(part.repeat(1 + i % 40)).append(other).append(i);
        }
        return text.toString();
    }

    private static String text(Random random) {
        String[] parts = {"a", "é", "🚇", "пер", "{\"name\":\"", "0123456789abcdef", "\n", "\u2028"};
        StringBuilder text = new StringBuilder();
        int count = random.nextInt(80);
        for (int i = 0; i < count; i++) {
            text.append(parts[random.nextInt(parts.length)].repeat(1 + random.nextInt(3)));
        }
        return text.toString();
    }

    /** Pieces of a text, whole characters each, in another order and with others between them. */
    private static String edited(String text, Random random) {
        int[] characters = text.codePoints().toArray();
        List<String> pieces = new ArrayList<>();
        int count = random.nextInt(6);
        for (int i = 0; i < count && characters.length > 0; i++) {
            int start = random.nextInt(characters.length);
            pieces.add(new String(characters, start, random.nextInt(characters.length - start + 1)));
            pieces.add(random.nextBoolean() ? "" : random.nextBoolean() ? "è" : text(random));
        }
        return String.join("", pieces);
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static byte[] read(String vector, String file) throws IOException {
        return Files.readAllBytes(VECTORS.resolve(vector).resolve(file));
    }
}
