package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

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
        assertThat(Dialect.of(frame)).contains(Dialect.ACTION);
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
        assertThat(Dialect.of(frame)).contains(Dialect.CENTRIFUGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{}", "", "hello", "[]", "{\"id\":1}", "{\"dance\":{}}", "{\"action\":1}"})
    void isNotToldByAnythingElse(String frame) {
        assertThat(Dialect.of(frame)).isEmpty();
    }
}
