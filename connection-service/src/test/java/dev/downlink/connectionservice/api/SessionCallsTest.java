package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.post.PostResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCallsTest {

    private static final String UNSUBSCRIBED = "{\"push\":{\"channel\":\"chat:x\","
            + "\"unsubscribe\":{\"code\":2000,\"reason\":\"server unsubscribe\"}}}";

    private final Api api = new Api();
    private final ConnectionId ann = api.connected("ann-1", "ann");
    private final ConnectionId annAgain = api.connected("ann-2", "ann");
    private final ConnectionId bob = api.connected("bob-1", "bob");
    private final ConnectionId anonymous = api.connected("nobody", "");

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void unsubscribesAUser() {
        subscribeAll();

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.received(ann)).containsExactly(UNSUBSCRIBED);
        assertThat(api.received(annAgain)).containsExactly(UNSUBSCRIBED);
        assertThat(api.subscribes(ann, "chat:x")).isFalse();
        assertThat(api.subscribes(annAgain, "chat:x")).isFalse();
        assertThat(api.received(bob)).isEmpty();
        assertThat(api.subscribes(bob, "chat:x")).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"client\":\"ann-1\"", "\"client\":\"ann-1\",\"user\":\"ann\""})
    void unsubscribesAClient(String who) {
        subscribeAll();

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\"," + who + "}"))
                .isEqualTo(Api.DONE);
        assertThat(api.subscribes(ann, "chat:x")).isFalse();
        assertThat(api.subscribes(annAgain, "chat:x")).isTrue();
    }

    @Test
    void unsubscribesAnAnonymousClient() {
        subscribeAll();

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"client\":\"nobody\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.subscribes(anonymous, "chat:x")).isFalse();
    }

    @Test
    void tellsNobodyWhoDoesNotSubscribe() {
        api.subscribed("ann-1", "ann", "chat:y");

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.received(ann)).isEmpty();
        assertThat(api.subscribes(ann, "chat:y")).isTrue();
    }

    @Test
    void keepsASubscriptionThatTheClientMakesOnceItIsTold() {
        api.subscribed("ann-1", "ann", "chat:x", 3);
        api.onPost(ann, () -> api.subscribed("ann-1", "ann", "chat:x", 7));

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.subscribes(ann, "chat:x")).isTrue();
    }

    @Test
    void saysThatAClientCouldNotBeTold() {
        subscribeAll();
        api.delivery.poster.answer(ann, new PostResult.Throttled());

        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\"}"))
                .startsWith("{\"error\":{\"code\":100,");
        assertThat(api.subscribes(ann, "chat:x")).isTrue();
        assertThat(api.subscribes(annAgain, "chat:x")).isFalse();
        assertThat(api.call("unsubscribe", "{\"channel\":\"chat:x\",\"user\":\"ann\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.subscribes(ann, "chat:x")).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 107",
                "{\"user\":\"ann\"} | 107",
                "{\"channel\":\"chat:x\"} | 107",
                "{\"channel\":\"chat:x\",\"user\":\"\"} | 107",
                "{\"channel\":\"chat:x\",\"user\":\"\\ud800\"} | 107",
                "{\"channel\":\"nowhere:x\",\"user\":\"ann\"} | 102",
            })
    void refusesToUnsubscribe(String request, int code) {
        assertThat(api.call("unsubscribe", request)).startsWith("{\"error\":{\"code\":" + code + ",");
    }

    @Test
    void disconnectsAUser() {
        subscribeAll();

        assertThat(api.call("disconnect", "{\"user\":\"ann\"}")).isEqualTo(Api.DONE);
        assertThat(api.received(ann))
                .containsExactly("{\"push\":{\"disconnect\":{\"code\":3503,\"reason\":\"force disconnect\"}}}");
        assertThat(api.delivery.poster.closed()).containsExactlyInAnyOrder(ann, annAgain);
        assertThat(api.delivery.connections.find(ann)).isEmpty();
        assertThat(api.subscribes(ann, "chat:x")).isFalse();
        assertThat(api.delivery.connections.find(bob)).isPresent();
    }

    @Test
    void disconnectsAClientWithACodeOfItsOwn() {
        assertThat(api.call(
                        "disconnect", "{\"client\":\"nobody\",\"disconnect\":{\"code\":4500,\"reason\":\"banned\"}}"))
                .isEqualTo(Api.DONE);
        assertThat(api.received(anonymous))
                .containsExactly("{\"push\":{\"disconnect\":{\"code\":4500,\"reason\":\"banned\"}}}");
        assertThat(api.delivery.poster.closed()).containsExactly(anonymous);
    }

    @Test
    void sparesTheClientsOfTheWhitelist() {
        assertThat(api.call("disconnect", "{\"user\":\"ann\",\"whitelist\":[\"ann-2\"]}"))
                .isEqualTo(Api.DONE);
        assertThat(api.delivery.poster.closed()).containsExactly(ann);
    }

    @Test
    void disconnectsNoClientOfAnotherUser() {
        assertThat(api.call("disconnect", "{\"user\":\"ann\",\"client\":\"bob-1\"}"))
                .isEqualTo(Api.DONE);
        assertThat(api.delivery.poster.closed()).isEmpty();
    }

    @Test
    void keepsAConnectionThatCouldNotBeClosed() {
        api.delivery.poster.answerClose(new PostResult.Throttled());

        assertThat(api.call("disconnect", "{\"client\":\"bob-1\"}")).startsWith("{\"error\":{\"code\":100,");
        assertThat(api.delivery.connections.find(bob)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"user\":\"\"}",
                "{\"user\":\"ann\",\"disconnect\":{\"code\":2999,\"reason\":\"\"}}",
                "{\"user\":\"ann\",\"disconnect\":{\"code\":5000,\"reason\":\"\"}}",
            })
    void refusesToDisconnect(String request) {
        assertThat(api.call("disconnect", request)).startsWith("{\"error\":{\"code\":107,");
        assertThat(api.delivery.poster.closed()).isEmpty();
    }

    @Test
    void tellsTheOthersWhoLeft() {
        subscribeAll();
        api.toldToJoin(ann, "chat:x");
        api.toldToJoin(annAgain, "chat:x");
        api.pushesJoinLeave("bob-1", "bob", "chat:x");

        api.call("unsubscribe", "{\"channel\":\"chat:x\",\"client\":\"ann-1\"}");
        assertThat(api.received(bob))
                .containsExactly("{\"push\":{\"channel\":\"chat:x\",\"leave\":{\"info\":"
                        + "{\"user\":\"ann\",\"client\":\"ann-1\"}}}}");

        api.call("disconnect", "{\"client\":\"ann-2\"}");
        assertThat(api.delivery.trigger.tasks()).singleElement().isInstanceOf(FanOutTask.TellLeft.class);
    }

    private void subscribeAll() {
        api.subscribed("ann-1", "ann", "chat:x");
        api.subscribed("ann-2", "ann", "chat:x");
        api.subscribed("bob-1", "bob", "chat:x");
        api.subscribed("nobody", "", "chat:x");
    }
}
