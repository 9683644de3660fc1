package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ActionCodecTest {

    private final Codec codec = Codec.of(Dialect.ACTION);

    @Test
    void readsAnObjectOfSeveralLinesAndSeveralObjectsOfAFrame() {
        assertThat(codec.decode("{\n  \"channel\": \"a\",\n  \"action\": \"subscribe\"\n}\n{\"action\":\"ping\"}"))
                .containsExactly(
                        new Request(null, "subscribe", new Command.Subscribe("a", null, null, Tracking.NONE)),
                        new Request(null, "ping", new Command.Ping()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"Hello\"", "{\"a\":[1,2.50]}", "[]", "0", "false", "null"})
    void takesAnyValueAsMessage(String value) {
        assertThat(only("{\"action\":\"onMessage\",\"message\":" + value + "}").command())
                .isEqualTo(new Command.OnMessage(new Json(value)));
    }

    @Test
    void ignoresWhatNoActionNeeds() {
        assertThat(
                        only(
                                "{\"action\":\"publish\",\"channel\":\"c\",\"data\":1,\"type\":\"chat\",\"tf\":{},\"offset\":\"\"}"))
                .isEqualTo(new Request(null, "publish", new Command.Publish("c", new Json("1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "1.50", "-1", "1e400", "\"a\"", "\"\\u0061\\/\"", "\"\""})
    void repeatsIdsVerbatim(String id) {
        Request request = only("{\"action\":\"ping\",\"id\":" + id + "}");

        assertThat(codec.encode(List.of(Response.to(request, new Reply.Pong()))))
                .isEqualTo("{\"type\":\"pong\",\"id\":" + id + "}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {}                                                     | 107 |          | action is required
            {"action":null}                                        | 107 |          | action is required
            {"action":5}                                           | 107 |          | action must be a string
            {"action":"dance"}                                     | 104 | dance    | method not found
            {"action":"connect"}                                   | 104 | connect  | method not found
            {"action":"ping","action":"publish"}                   | 107 | publish  | a name occurs twice in an object
            {"action":"ping","id":1,"id":2}                        | 107 | ping     | a name occurs twice in an object
            {"action":"ping","id":{}}                              | 107 | ping     | id must be a string or a number
            {"action":"publish","channel":"c"}                     | 107 | publish  | data is required
            {"action":"publish","data":1}                          | 107 | publish  | channel is required
            {"action":"onMessage","data":1}                        | 107 | onMessage | message is required
            {"action":"subscribe","channel":"c","recover":true}    | 107 | subscribe | recover must be an object
            {"action":"subscribe","channel":"c","channel":"d"}     | 107 | subscribe | a name occurs twice in an object
            {"action":"subscribe","channel":"c","filter":{}}       | 107 | subscribe | invalid tags filter; expected a cmp such as eq
            {"action":"sub_refresh","token":"t"}                   | 107 | sub_refresh | channel is required
            {"action":"refresh","token":5}                         | 107 | refresh  | token must be a string
            {"action":"history","channel":"c","limit":"all"}       | 107 | history  | limit must be a whole number from -2147483648 to 2147483647
            """)
    void answersAWrongCommand(String frame, int code, @Nullable String action, String message) {
        Request request = only(frame);
        Command.Malformed malformed = (Command.Malformed) request.command();

        assertThat(malformed.code().code()).isEqualTo(code);
        assertThat(malformed.message()).isEqualTo(message);
        assertThat(request.method()).isEqualTo(action == null ? "" : action);
    }

    @Test
    void repeatsOnlyShortIdsAndActions() {
        String longText = "x".repeat(Limits.MAX_ID_LENGTH + 1);

        assertThat(only("{\"action\":\"" + longText + "\"}").method()).isEmpty();
        assertThat(only("{\"action\":\"ping\",\"id\":\"" + longText + "\"}"))
                .isEqualTo(new Request(
                        null,
                        "ping",
                        new Command.Malformed(ErrorCode.BAD_REQUEST, "id must have at most 64 characters")));
    }

    @Test
    void namesTheActionThatFailed() {
        Request request = only("{\"action\":\"da\\\"nce\\n\",\"id\":7}");

        assertThat(codec.encode(List.of(Response.to(request, new Reply.Failed(ErrorCode.METHOD_NOT_FOUND)))))
                .isEqualTo("{\"type\":\"error\",\"id\":7,\"code\":104,\"message\":\"method not found\","
                        + "\"action\":\"da\\\"nce\\n\"}");
    }

    private Request only(String frame) {
        List<Request> requests = codec.decode(frame);
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }
}
