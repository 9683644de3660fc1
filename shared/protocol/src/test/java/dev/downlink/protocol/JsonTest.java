package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Test
    void keepsTheTextButNotTheWhitespaceAroundIt() {
        assertThat(Json.read(" {\r\n \"a\" : [ 1.50 , \" \\u0041 \" ] }\n"))
                .contains(new Json("{\"a\":[1.50,\" \\u0041 \"]}"));
        assertThat(Json.read("7")).contains(new Json("7"));
        String large = "[" + "\"0123456789\",".repeat(10_000) + "0]";
        assertThat(Json.read(large)).contains(new Json(large));
        assertThat(Json.read(large.replace(",", " ,\n"))).contains(new Json(large));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "{}{}",
                "1 2",
                "{a:1}",
                "NaN",
                "01",
                "'a'",
                "\"\ud800\"",
                "[1,]",
                "\"\t\"",
                "\ufeff1"
            })
    void isExactlyOneValidValue(String text) {
        assertThat(Json.read(text)).isEmpty();
    }

    @Property
    void knowsItsSize(@ForAll String text) {
        String wellFormed = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);

        assertThat(new Json(wellFormed).utf8Length()).isEqualTo(wellFormed.getBytes(StandardCharsets.UTF_8).length);
    }
}
