package dev.downlink.local.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectionTest {

    private static final JsonMapper JSON = new JsonMapper();

    @Property
    void selectsAnyTextAsItIs(@ForAll String action) {
        assertThat(RouteSelection.evaluate(object("action", action).toString())).contains(action);
    }

    @Property
    void neverFailsOnAnyMessage(@ForAll String message) {
        assertThat(RouteSelection.evaluate(message))
                .satisfiesAnyOf(
                        key -> assertThat(key).isEmpty(), key -> assertThat(key).isPresent());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"action\":1}                       | 1",
                "{\"action\":true}                    | true",
                "{\"action\":[\"item1\",\"item2\"]}   | [item1, item2]",
                "{\"action\":{\"a\":1,\"b\":\"c\"}}   | {a=1, b=c}",
                "{\"action\":\"${request.body.x}\"}   | ${request.body.x}",
                "{\"action\":null}                    | ''",
                "{\"other\":\"x\"}                    | ''",
                "5                                    | ''",
            })
    void writesOtherValuesAsText(String body, String key) {
        assertThat(RouteSelection.evaluate(body)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{", "{\"action\":\"a\"} x", "{'action':'a'}"})
    void selectsNothingForWhatIsNotJson(String body) {
        assertThat(RouteSelection.evaluate(body)).isEmpty();
    }

    @Test
    void writesDeeplyNestedValues() {
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(RouteSelection.evaluate("{\"action\":" + deep + "}")).contains(deep);
        assertThat(RouteSelection.evaluate("{\"action\":" + "[".repeat(60_000) + "}"))
                .isEmpty();
    }

    private static ObjectNode object(String name, String value) {
        return JSON.createObjectNode().put(name, value);
    }
}
