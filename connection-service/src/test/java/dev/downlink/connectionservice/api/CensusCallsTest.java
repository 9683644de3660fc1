package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CensusCallsTest {

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void listsChannelsWithTheirClients() {
        api.subscribed("a", "ann", "chat:x");
        api.subscribed("b", "bob", "chat:x");
        api.subscribed("b", "bob", "quiet:y");

        assertThat(api.call("channels", "{}"))
                .isEqualTo(
                        "{\"result\":{\"channels\":{\"chat:x\":{\"num_clients\":2},\"quiet:y\":{\"num_clients\":1}}}}");
        assertThat(api.call("channels", "{\"pattern\":\"quiet:*\"}"))
                .isEqualTo("{\"result\":{\"channels\":{\"quiet:y\":{\"num_clients\":1}}}}");
    }

    @Test
    void goesOnWhereAnotherCallEnded() {
        IntStream.range(0, 6_000).forEach(n -> api.subscribed("c" + n, "", "chat:" + n));

        String first = api.call("channels", "{}");
        assertThat(first).contains("\"cursor\":\"");
        String cursor = first.replaceAll(".*\"cursor\":\"([^\"]+)\".*", "$1");
        String second = api.call("channels", "{\"cursor\":\"" + cursor + "\"}");
        assertThat(count(first) + count(second)).isEqualTo(6_000);
        assertThat(second).doesNotContain("\"cursor\"");
    }

    @Test
    void saysHowMuchThereIsToDo() {
        api.subscribed("a", "ann", "chat:x");
        api.subscribed("b", "ann", "chat:x");
        api.subscribed("b", "ann", "quiet:y");

        assertThat(api.call("info", "{}"))
                .contains("\"num_clients\":2,\"num_users\":1,\"num_subs\":3,\"num_channels\":2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"pattern\":\"[\"}", "{\"pattern\":\"{a\"}", "{\"cursor\":\"?\"}"})
    void refusesWhatItCannotRead(String request) {
        assertThat(api.call("channels", request)).startsWith("{\"error\":{\"code\":107,");
    }

    private static int count(String answer) {
        return answer.split("num_clients", -1).length - 1;
    }
}
