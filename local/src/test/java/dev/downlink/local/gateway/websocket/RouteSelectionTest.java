package dev.downlink.local.gateway.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RouteSelectionTest {

    private static final JsonMapper JSON = new JsonMapper();
    private static final RouteSelection ACTION = RouteSelection.parse("$request.body.action");

    @Property
    void selectsAnyTextAsItIs(@ForAll String action) {
        assertThat(ACTION.evaluate(object("action", action).toString())).contains(action);
    }

    @Property
    void neverFailsOnAnyMessage(@ForAll String message) {
        assertThat(ACTION.evaluate(message))
                .satisfiesAnyOf(
                        key -> assertThat(key).isEmpty(), key -> assertThat(key).isPresent());
    }

    @Property
    void joinsPartsAndText(@ForAll String service, @ForAll String action) {
        ObjectNode body = object("service", service).put("action", action);
        assertThat(RouteSelection.parse("v1:${request.body.service}/${request.body.action}")
                        .evaluate(body.toString()))
                .contains("v1:" + service + "/" + action);
    }

    @Property
    void findsWhatIsNested(@ForAll @AlphaChars @NotEmpty String outer, @ForAll @AlphaChars @NotEmpty String inner) {
        ObjectNode body = JSON.createObjectNode();
        body.putObject(outer).put(inner, "found");
        assertThat(RouteSelection.parse("$request.body." + outer + "." + inner).evaluate(body.toString()))
                .contains("found");
    }

    @Property
    void textAloneSelectsTheSameForEveryJson(@ForAll @AlphaChars @NotEmpty String text, @ForAll String value) {
        assertThat(RouteSelection.parse(text).evaluate(object("action", value).toString()))
                .contains(text);
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
        assertThat(ACTION.evaluate(body)).contains(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "hello", "{", "{\"action\":\"a\"} x", "{'action':'a'}"})
    void selectsNothingForWhatIsNotJson(String body) {
        assertThat(ACTION.evaluate(body)).isEmpty();
    }

    @Test
    void writesDeeplyNestedValues() {
        String deep = "[".repeat(900) + "]".repeat(900);
        assertThat(ACTION.evaluate("{\"action\":" + deep + "}")).contains(deep);
        assertThat(ACTION.evaluate("{\"action\":" + "[".repeat(60_000) + "}")).isEmpty();
    }

    @Test
    void takesAnEscapedDollarAsText() {
        assertThat(RouteSelection.parse("\\$default").evaluate("{}")).contains("$default");
    }

    @Test
    void takesAnElementOfAnArray() {
        assertThat(RouteSelection.parse("$request.body.a[1].b").evaluate("{\"a\":[{},{\"b\":\"x\"}]}"))
                .contains("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"$request.header.x", "$default", "${request.body.x", "$request.body", "a$"})
    void refusesAnExpressionItDoesNotUnderstand(String expression) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RouteSelection.parse(expression))
                .withMessageContaining(expression);
    }

    private static ObjectNode object(String name, String value) {
        return JSON.createObjectNode().put(name, value);
    }
}
