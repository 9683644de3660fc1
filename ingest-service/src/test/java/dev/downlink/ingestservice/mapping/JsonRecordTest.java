package dev.downlink.ingestservice.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonRecordTest {

    @Test
    void passesTheTextOnInOneLine() throws BadRecordException {
        JsonRecord record =
                JsonRecord.parse("{\n  \"latitude\": 40.656750,\n \"name\": \"a\\nb ü\"}\n".getBytes(UTF_8));

        assertThat(record.text()).isEqualTo(new Json("{\"latitude\":40.656750,\"name\":\"a\\nb ü\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "{", "{\"trip\":}", "{} {}", "{}x", "[1,]", "NaN", "{'trip':1}", "hello"})
    void refusesWhatIsNotOneJsonValue(String data) {
        assertRefused(data.getBytes(UTF_8), "not one JSON value");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertRefused(new byte[] {'"', (byte) 0xff, '"'}, "not UTF-8");
    }

    @Test
    void refusesWhatNoPublicationCanHold() {
        String data = '"' + "x".repeat(Limits.MAX_DATA_BYTES) + '"';

        assertRefused(data.getBytes(UTF_8), "65538 bytes are more than the 65536 of a publication");
    }

    @Test
    void refusesNestingWithoutEnd() {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> JsonRecord.parse("[".repeat(30_000).getBytes(UTF_8)));
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> JsonRecord.parse(("[".repeat(30_000) + "]".repeat(30_000)).getBytes(UTF_8)));
    }

    private static void assertRefused(byte[] data, String reason) {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> JsonRecord.parse(data))
                .withMessage(reason);
    }
}
