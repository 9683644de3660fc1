package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PresenceCallsTest {

    private static final String CHAT = "{\"channel\":\"chat:x\"}";

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void showsWhoSubscribes() {
        api.connected("b", "");
        api.connected("a", "ann");
        api.subscribed("b", "", "chat:x");
        api.subscribed("a", "ann", "chat:x");
        api.subscribed("a", "ann", "chat:y");

        assertThat(api.call("presence", CHAT))
                .isEqualTo("{\"result\":{\"presence\":{\"a\":{\"user\":\"ann\",\"client\":\"a\"},"
                        + "\"b\":{\"user\":\"\",\"client\":\"b\"}}}}");
    }

    @Test
    void countsClientsAndUsers() {
        for (String id : new String[] {"a", "b", "c"}) {
            String user = id.equals("c") ? "cid" : "ann";
            api.connected(id, user);
            api.subscribed(id, user, "chat:x");
        }

        assertThat(api.call("presence_stats", CHAT)).isEqualTo("{\"result\":{\"num_clients\":3,\"num_users\":2}}");
    }

    @Test
    void countsMoreThanOnePage() {
        IntStream.range(0, 2_500).forEach(number -> {
            api.connected("c" + number, "u" + number % 7);
            api.subscribed("c" + number, "u" + number % 7, "chat:x");
        });

        assertThat(api.call("presence_stats", CHAT)).isEqualTo("{\"result\":{\"num_clients\":2500,\"num_users\":7}}");
    }

    @Test
    void refusesPresenceThatNoAnswerHolds() {
        String user = "u".repeat(2_000);
        IntStream.range(0, 1_100).forEach(number -> {
            api.connected("c" + number, user);
            api.subscribed("c" + number, user, "chat:x");
        });

        assertThat(api.call("presence", CHAT)).startsWith("{\"error\":{\"code\":106,");
    }

    @Test
    void answersForAnEmptyChannel() {
        assertThat(api.call("presence", CHAT)).isEqualTo("{\"result\":{\"presence\":{}}}");
        assertThat(api.call("presence_stats", CHAT)).isEqualTo("{\"result\":{\"num_clients\":0,\"num_users\":0}}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence", "presence_stats"})
    void refusesOtherChannels(String method) {
        assertThat(api.call(method, "{}")).isEqualTo(Api.BAD_REQUEST);
        assertThat(api.call(method, "{\"channel\":\"nowhere:x\"}")).isEqualTo(Api.UNKNOWN_CHANNEL);
        assertThat(api.call(method, "{\"channel\":\"quiet:x\"}")).isEqualTo(Api.NOT_AVAILABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"presence", "presence_stats"})
    void refusesWhoHasNoKey(String method) {
        assertThat(api.answer(method, CHAT, "wrong").getStatusCode()).isEqualTo(401);
    }

    @Test
    void refusesWhatItCannotRead() {
        assertThat(api.answer("presence", "{\"channel\":5}", "test-key").getStatusCode())
                .isEqualTo(400);
    }
}
