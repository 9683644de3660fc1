package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DialectTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"ping\"}",
                "{\"action\":\"dance\"}",
                "{\"publish\":{},\"id\":1,\"action\":\"publish\"}",
                "{\"action\":\"subscribe\" broken",
                "{\"action\":\"ping\"}\n{\"subscribe\":{}}",
            })
    void isActionWhereApiGatewayFindsAnAction(String frame) {
        assertThat(dialects(frame, Dialect.CENTRIFUGE)).containsOnly(Dialect.ACTION);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"connect\":{},\"id\":1}",
                "{\"id\":1,\"sub_refresh\":{}}",
                "{\"publish\":{\"data\":{\"action\":\"ping\"}}}",
                "{\"subscribe\":5}",
                "{\"send\":{},\"action\":7}",
                "{\"subscribe\":{}}\n{\"action\":\"ping\"}",
                "{\"connect\":{\"token\"",
            })
    void isCentrifugeWhereItHasOneOfItsCommands(String frame) {
        assertThat(dialects(frame, Dialect.ACTION)).containsOnly(Dialect.CENTRIFUGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "hello", "[]", "{\"id\":1}", "{\"dance\":{}}", "{\"action\":1}"})
    void isNotToldByAnythingElse(String frame) {
        assertThat(dialects(frame, Dialect.ACTION)).containsOnly(Dialect.ACTION);
        assertThat(dialects(frame, Dialect.CENTRIFUGE)).containsOnly(Dialect.CENTRIFUGE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"action\":\"ping\"}", "{\"connect\":{},\"id\":1}", "{}", "hello\n{\"connect\":{},\"id\":1}"})
    void decodesInTheDialectOfTheFrame(String frame) {
        for (Dialect likely : Dialect.values()) {
            DecodedFrame decoded = DecodedFrame.decode(frame, likely, () -> Dialect.CENTRIFUGE);

            assertThat(decoded.requests()).isEqualTo(Codec.of(decoded.dialect()).decode(frame));
        }
    }

    /** What a frame is decoded in, whichever dialect was likely. */
    private static Set<Dialect> dialects(String frame, Dialect registered) {
        return Arrays.stream(Dialect.values())
                .map(likely ->
                        DecodedFrame.decode(frame, likely, () -> registered).dialect())
                .collect(Collectors.toSet());
    }
}
