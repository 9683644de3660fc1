package dev.downlink.ingestservice.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelPatternTest {

    private static final String RECORD = """
            {"trip":"040100_A..S58R","line":{"id":7,"a/b":"slash","a~b":"tilde"},"stops":["first","second"],
             "none":null,"empty":"","late":true,"other":"chat:lobby"}""";

    @ParameterizedTest
    @CsvSource({
        "vehicle:{/trip}, vehicle:040100_A..S58R",
        "route:{/line/id}, route:7",
        "stop:{/stops/1}, stop:second",
        "{/trip}, 040100_A..S58R",
        "all, all",
        "vehicle:{/line/id}-{/trip}!, vehicle:7-040100_A..S58R!",
        "x:{/line/a~1b}, x:slash",
        "x:{/line/a~0b}, x:tilde",
        "vehicle:{/other}, vehicle:chat:lobby",
    })
    void makesAChannelFromARecord(String pattern, String channel) throws Exception {
        assertThat(resolve(pattern)).isEqualTo(channel);
    }

    @ParameterizedTest
    @CsvSource({
        "v:{/missing}, /missing is missing",
        "v:{/none}, /none is missing",
        "v:{/trip/deeper}, /trip/deeper is missing",
        "v:{/stops/2}, /stops/2 is missing",
        "v:{/stops/01}, /stops/01 is missing",
        "v:{/stops/-}, /stops/- is missing",
        "v:{/line}, /line is neither a string nor a number",
        "v:{/late}, /late is neither a string nor a number",
        "v:{/empty}, /empty is empty",
    })
    void saysWhatARecordLacks(String pattern, String reason) {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> resolve(pattern))
                .withMessage(reason);
    }

    @Test
    void leavesTheNamespaceToNoRecord() {
        assertThatExceptionOfType(BadRecordException.class)
                .isThrownBy(() -> resolve("{/other}"))
                .withMessage("its channel would be in another namespace");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "vehicle:{/trip", "vehicle:/trip}", "vehicle:{trip}", "vehicle:{{/trip}}", "vehicle:{}"})
    void refusesAPatternItCannotRead(String pattern) {
        assertThatIllegalArgumentException().isThrownBy(() -> ChannelPattern.compile(pattern));
    }

    private static String resolve(String pattern) throws IOException, BadRecordException {
        return ChannelPattern.compile(pattern).resolve(JsonRecord.tree(RECORD)).value();
    }
}
