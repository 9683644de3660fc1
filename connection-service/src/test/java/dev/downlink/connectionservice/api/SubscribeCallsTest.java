package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Json;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubscribeCallsTest {

    private static final String ANN = "{\"channel\":\"chat:x\",\"user\":\"ann\"}";

    private final Api api = new Api();
    private final ConnectionId ann = api.connected("ann-1", "ann");
    private final ConnectionId bob = api.connected("bob-1", "bob");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void subscribesAUserAndTellsItsClients() {
        ConnectionId again = api.connected("ann-2", "ann");

        assertThat(api.call("subscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\",\"data\":{\"welcome\":1}}"))
                .isEqualTo(Api.DONE);
        assertThat(api.subscribes(ann, "chat:x")).isTrue();
        assertThat(api.subscribes(again, "chat:x")).isTrue();
        assertThat(api.subscribes(bob, "chat:x")).isFalse();
        assertThat(api.received(ann))
                .singleElement()
                .asString()
                .startsWith("{\"push\":{\"channel\":\"chat:x\",\"subscribe\":{")
                .contains("\"data\":{\"welcome\":1}");
    }

    @Test
    void subscribesOnce() {
        api.call("subscribe", ANN);

        assertThat(api.call("subscribe", ANN)).isEqualTo(Api.DONE);
        assertThat(api.received(ann)).hasSize(1);
    }

    @Test
    void leavesASubscriptionOfTheClientAsItIs() {
        api.subscribed("ann-1", "ann", "chat:x", 7);

        assertThat(api.call("subscribe", ANN)).isEqualTo(Api.DONE);
        assertThat(api.received(ann)).isEmpty();
        assertThat(api.delivery
                        .subscriptions
                        .find(ann, api.channel("chat:x"))
                        .orElseThrow()
                        .serverSide())
                .isFalse();
    }

    @Test
    void pushesWhatIsPublishedWhileTheClientIsTold() {
        publish("1");
        api.onPost(ann, () -> publish("2"));

        assertThat(api.call("subscribe", ANN)).isEqualTo(Api.DONE);
        assertThat(api.received(ann)).hasSize(2);
        assertThat(api.received(ann).getFirst()).contains("\"subscribe\":{");
        assertThat(api.received(ann).getLast()).contains("\"pub\":{").contains("\"offset\":2");
        assertThat(api.delivery
                        .subscriptions
                        .find(ann, api.channel("chat:x"))
                        .orElseThrow()
                        .fromOffset())
                .isEqualTo(2);
    }

    @Test
    void recoversFromAPosition() {
        publish("1");
        publish("2");
        publish("3");

        api.call(
                "subscribe",
                "{\"channel\":\"chat:x\",\"user\":\"ann\",\"recover_since\":{\"offset\":1},"
                        + "\"override\":{\"force_recovery\":{\"value\":true}}}");
        List<String> frames = api.received(ann);
        assertThat(frames.getFirst()).contains("\"recoverable\":true").contains("\"offset\":1");
        assertThat(frames.getLast()).contains("\"offset\":2").contains("\"offset\":3");
    }

    @Test
    void doesNotSubscribeAClientThatCouldNotBeTold() {
        api.delivery.poster.answer(ann, new PostResult.Throttled());

        assertThat(api.call("subscribe", ANN)).startsWith("{\"error\":{\"code\":100,");
        assertThat(api.subscribes(ann, "chat:x")).isFalse();
        assertThat(api.call("subscribe", ANN)).isEqualTo(Api.DONE);
        assertThat(api.subscribes(ann, "chat:x")).isTrue();
    }

    @Test
    void refusesMoreChannelsThanAConnectionMayHave() {
        for (int n = 0; n < 128; n++) {
            api.subscribed("ann-1", "ann", "quiet:" + n);
        }

        assertThat(api.call("subscribe", ANN)).startsWith("{\"error\":{\"code\":106,");
        assertThat(api.received(ann)).isEmpty();
    }

    @Test
    void keepsInfoOfTheSubscriber() {
        api.call("subscribe", "{\"channel\":\"chat:x\",\"client\":\"ann-1\",\"b64info\":\"eyJhIjoxfQ==\"}");

        assertThat(api.delivery
                        .subscriptions
                        .find(ann, api.channel("chat:x"))
                        .orElseThrow()
                        .terms()
                        .info())
                .isEqualTo(new Json("{\"a\":1}"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"user\":\"ann\"} | 107",
                "{\"channel\":\"chat:x\"} | 107",
                "{\"channel\":\"nowhere:x\",\"user\":\"ann\"} | 102",
                "{\"channel\":\"chat:x\",\"user\":\"ann\",\"b64info\":\"?\"} | 107",
                "{\"channel\":\"chat:x\",\"user\":\"ann\",\"b64data\":\"e30\"} | 200",
                "{\"channel\":\"chat:x\",\"user\":\"ann\",\"expire_at\":99} | 108",
                "{\"channel\":\"chat:x\",\"user\":\"ann\",\"override\":{\"presence\":{\"value\":true}}} | 108",
            })
    void refusesWhatItCannotDo(String request, int code) {
        String answer = api.call("subscribe", request);

        assertThat(answer).startsWith(code == 200 ? "{\"result\":{}" : "{\"error\":{\"code\":" + code + ",");
    }

    private void publish(String data) {
        api.delivery.append(api.channel("chat:x"), Draft.of(new Json(data)));
    }
}
