package dev.downlink.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.protocol.SubscribeOptions.DeltaRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CentrifugeCodecTest {

    private final Codec codec = Codec.of(Dialect.CENTRIFUGE);

    @Test
    void readsSeveralCommandsOfAFrameInTheirOrder() {
        assertThat(
                        codec.decode(
                                "{\"unsubscribe\":{\"channel\":\"a\"},\"id\":1}\n{}\n{\"presence\":{\"channel\":\"b\"},\"id\":2}\n"))
                .containsExactly(
                        new Request(new Json("1"), "unsubscribe", new Command.Unsubscribe("a")),
                        new Request(null, "", new Command.Pong()),
                        new Request(new Json("2"), "presence", new Command.Presence("b")));
    }

    @Test
    void writesTheAnswersOfAFrameAsOneFrame() {
        assertThat(codec.encode(List.of(
                        new Response(new Json("1"), "publish", new Reply.Published("c", new StreamPosition(1, "x"))),
                        new Response(new Json("2"), "publish", new Reply.Failed(ErrorCode.PERMISSION_DENIED)))))
                .isEqualTo(
                        "{\"id\":1,\"publish\":{}}\n{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");
        assertThat(codec.encode(List.of())).isEmpty();
    }

    @Test
    void passesDataOnAsItWasWritten() {
        String data = "{\"n\":[1.0,-0,1e400,123456789012345678901234567890],\"s\":\"\\u0041\\/\\ud800 \\u0000 é\"}";
        assertThat(only("{\"publish\":{\"channel\":\"c\",\"data\":" + data + "},\"id\":1}"))
                .isEqualTo(new Command.Publish("c", new Json(data)));
    }

    @Test
    void stripsWhitespaceBetweenTheTokensOfDataOnly() {
        assertThat(
                        only(
                                "{ \"publish\" : {\n \"channel\":\"c\", \"data\" : { \"a b\" : [ 1 ,\t\"\\\" x\" ] } } , \"id\" : 1 }"))
                .isEqualTo(new Command.Publish("c", new Json("{\"a b\":[1,\"\\\" x\"]}")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "-1.50", "true", "null", "\"text\"", "[]", "{}"})
    void takesAnyValueAsData(String value) {
        assertThat(only("{\"publish\":{\"data\":" + value + ",\"channel\":\"c\"},\"id\":1}"))
                .isEqualTo(new Command.Publish("c", new Json(value)));
    }

    @Test
    void recoversOnlyFromWhereTheClientSaysSo() {
        assertThat(
                        only(
                                "{\"subscribe\":{\"channel\":\"c\",\"recover\":true,\"offset\":7,\"epoch\":\"x\",\"flag\":1},\"id\":1}"))
                .isEqualTo(new Command.Subscribe("c", null, new StreamPosition(7, "x"), Tracking.NONE));
        assertThat(only("{\"subscribe\":{\"channel\":\"c\",\"offset\":7,\"epoch\":\"x\"},\"id\":1}"))
                .isEqualTo(new Command.Subscribe("c", null, null, Tracking.NONE));
        assertThat(
                        only(
                                "{\"connect\":{\"subs\":{\"a\":{\"recover\":true,\"offset\":7,\"epoch\":\"x\"},\"b\":{}}},\"id\":1}"))
                .isEqualTo(new Command.Connect(null, null, Map.of("a", new StreamPosition(7, "x")), Set.of("a", "b")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sub_refresh\":{\"channel\":\"c\",\"type\":1,\"track\":[]},\"id\":1}",
                "{\"ping\":{},\"id\":1}",
                "{\"subscribe\":{\"channel\":\"c\",\"type\":1},\"id\":1}",
                "{\"publish\":{\"channel\":\"c\",\"data\":1,\"type\":1},\"id\":1}"
            })
    void knowsWhatItDoesNotOffer(String frame) {
        assertThat(only(frame)).isEqualTo(new Command.Unavailable());
    }

    @Test
    void readsTheOptionsOfASubscription() {
        assertThat(options("\"flag\":1")).isEqualTo(SubscribeOptions.NONE);
        assertThat(options("\"flag\":3").rejectUnrecovered()).isTrue();
        assertThat(options("\"delta\":\"fossil\"").delta()).isEqualTo(DeltaRequest.FOSSIL);
        assertThat(options("\"delta\":\"x\"").delta()).isEqualTo(DeltaRequest.UNKNOWN);
        assertThat(options("\"delta\":\"\"").delta()).isEqualTo(DeltaRequest.NONE);
        assertThat(options("\"tf\":null").filter()).isNull();
        assertThat(options("\"tf\":{\"key\":\"k\",\"cmp\":\"ex\"}").filter())
                .isEqualTo(new TagsFilter.Present("k", true));
    }

    @Test
    void knowsThatSendWantsNoAnswer() {
        assertThat(only("{\"send\":{\"data\":{}}}")).isEqualTo(new Command.Send());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            {"subscribe":{"channel":5},"id":1}                                  | channel must be a string
            {"subscribe":{},"id":1}                                             | channel is required
            {"subscribe":{"channel":""},"id":1}                                 | channel is required
            {"subscribe":{"channel":"\\ud800"},"id":1}                          | channel must be well-formed Unicode
            {"subscribe":"c","id":1}                                            | subscribe must be an object
            {"subscribe":{"channel":"a","channel":"b"},"id":1}                  | a name occurs twice in an object
            {"subscribe":{"channel":"a"},"publish":{"channel":"a"},"id":1}      | more than one command in an object
            {"subscribe":{"channel":"a","recover":1},"id":1}                    | recover must be true or false
            {"subscribe":{"channel":"a","offset":-1},"id":1}                    | offset must be a whole number from 0 to 9223372036854775807
            {"subscribe":{"channel":"a","offset":1.0},"id":1}                   | offset must be a whole number from 0 to 9223372036854775807
            {"subscribe":{"channel":"a","offset":18446744073709551616},"id":1}  | offset must be a whole number from 0 to 9223372036854775807
            {"history":{"channel":"a","since":[]},"id":1}                       | since must be an object
            {"history":{"channel":"a","limit":2147483648},"id":1}               | limit must be a whole number from -2147483648 to 2147483647
            {"history":{"channel":"a","since":{"epoch":"x","epoch":"y"}},"id":1} | a name occurs twice in an object
            {"publish":{"channel":"a"},"id":1}                                  | data is required
            {"connect":{"subs":{"a":7}},"id":1}                                 | subs must be an object
            {"subscribe":{"channel":"a","tf":{"op":"eq"}},"id":1}               | invalid tags filter; expected and, or, not or no op
            {"subscribe":{"channel":"a","tf":{}},"id":1}                        | invalid tags filter; expected a cmp such as eq
            {"subscribe":{"channel":"a","tf":[]},"id":1}                        | tf must be an object
            {"subscribe":{"channel":"a","delta":1},"id":1}                      | delta must be a string
            {"sub_refresh":{"token":"t"},"id":1}                                | channel is required
            {"refresh":{"token":5},"id":1}                                      | token must be a string
            {"rpc":{"method":5},"id":1}                                         | method must be a string
            {"dance":{},"id":1}                                                 | no command that this protocol knows
            {"id":1}                                                            | no command that this protocol knows
            """)
    void answersAWrongCommandUnderItsId(String frame, String problem) {
        assertThat(codec.decode(frame))
                .singleElement()
                .satisfies(request -> assertThat(request.id()).isEqualTo(new Json("1")))
                .extracting(Request::command)
                .isEqualTo(new Command.Malformed(ErrorCode.BAD_REQUEST, problem));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"subscribe\":{\"channel\":\"c\"}}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":0}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":null}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":-1}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":4294967296}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":1.5}",
                "{\"subscribe\":{\"channel\":\"c\"},\"id\":\"1\"}",
                "{\"dance\":{}}",
                "",
                " ",
                "\n",
                "null",
                "5",
                "[]",
                "\"text\"",
                "{",
                "}",
                "{\"subscribe\"",
                "{\"id\":01}",
                "{'a':1}",
                "\u0000",
            })
    void refusesAFrameThatHasNoUsableId(String frame) {
        assertThat(codec.decode(frame)).isNotEmpty().allSatisfy(request -> {
            assertThat(request.id()).isNull();
            assertThat(request.command()).isInstanceOf(Command.Malformed.class);
        });
    }

    @Test
    void goesOnAfterABrokenCommandWithTheNextLine() {
        assertThat(codec.decode("{\"subscribe\":{\"channel\":\"a\"\n{\"unsubscribe\":{\"channel\":\"b\"},\"id\":2}"))
                .extracting(Request::command)
                .containsExactly(
                        new Command.Malformed(ErrorCode.BAD_REQUEST, "not valid JSON"), new Command.Unsubscribe("b"));
    }

    @Test
    void limitsChannelAndData() {
        String longest = "c".repeat(Limits.MAX_CHANNEL_LENGTH);
        assertThat(only("{\"presence\":{\"channel\":\"" + longest + "\"},\"id\":1}"))
                .isEqualTo(new Command.Presence(longest));
        assertThat(only("{\"presence\":{\"channel\":\"" + longest + "c\"},\"id\":1}"))
                .isEqualTo(new Command.Malformed(ErrorCode.BAD_REQUEST, "channel must have at most 255 characters"));

        String largest = "\"" + "é".repeat(Limits.MAX_DATA_BYTES / 2 - 1) + "\"";
        assertThat(only("{\"publish\":{\"channel\":\"c\",\"data\":" + largest + "},\"id\":1}"))
                .isEqualTo(new Command.Publish("c", new Json(largest)));
        assertThat(only("{\"publish\":{\"channel\":\"c\",\"data\":[" + largest + "]},\"id\":1}"))
                .isEqualTo(new Command.Malformed(ErrorCode.LIMIT_EXCEEDED, "data must have at most 65536 bytes"));
    }

    @Test
    void limitsDepthAndNumberOfCommands() {
        String deep = "[".repeat(100_000);
        assertThat(only("{\"publish\":{\"channel\":\"c\",\"data\":" + deep)).isInstanceOf(Command.Malformed.class);
        assertThat(only("{\"publish\":{\"channel\":\"c\",\"data\":" + "9".repeat(100_000) + "},\"id\":1}"))
                .isInstanceOf(Command.Malformed.class);
        assertThat(only("{\"history\":{" + "\"since\":{".repeat(100_000))).isInstanceOf(Command.Malformed.class);
        assertThat(codec.decode("{}\n".repeat(5000))).hasSize(Limits.MAX_COMMANDS_PER_FRAME + 1);
        assertThat(codec.decode("{x\n".repeat(5000))).hasSize(Limits.MAX_COMMANDS_PER_FRAME + 1);
    }

    private SubscribeOptions options(String fields) {
        return ((Command.Subscribe) only("{\"subscribe\":{\"channel\":\"c\"," + fields + "},\"id\":1}")).options();
    }

    private Command only(String frame) {
        List<Request> requests = codec.decode(frame);
        assertThat(requests).hasSize(1);
        return requests.getFirst().command();
    }
}
