package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static dev.downlink.connectionservice.Fixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ForwardingChannelHistory;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ActionSessionTest {

    private final Fixture fixture = new Fixture();

    @BeforeEach
    void connect() {
        fixture.connected(ANN);
        fixture.connected(BOB);
    }

    @Test
    void subscribesAndUnsubscribes() {
        assertThat(fixture.send(ANN, "{\"action\":\"subscribe\",\"channel\":\"vehicle:42\",\"id\":\"a\"}"))
                .isEqualTo("{\"type\":\"subscribed\",\"id\":\"a\",\"channel\":\"vehicle:42\"}");
        assertThat(fixture.subscribes(ANN, "vehicle:42")).isTrue();

        assertThat(fixture.send(ANN, "{\"action\":\"unsubscribe\",\"channel\":\"vehicle:42\"}"))
                .isEqualTo("{\"type\":\"unsubscribed\",\"channel\":\"vehicle:42\"}");
        assertThat(fixture.subscribes(ANN, "vehicle:42")).isFalse();
    }

    @Test
    void saysWhereInTheHistoryASubscriptionBegins() {
        fixture.publish("open:a", "1", "2");

        assertThat(fixture.send(ANN, subscribe("open:a")))
                .isEqualTo("{\"type\":\"subscribed\",\"channel\":\"open:a\",\"offset\":2,\"epoch\":\""
                        + fixture.epoch("open:a") + "\"}");
        assertThat(fixture.fromOffset(ANN, "open:a")).isEqualTo(2);
    }

    @Test
    void recoversWhatWasMissed() {
        fixture.publish("open:a", "1", "2", "3");

        assertThat(fixture.send(ANN, recover("open:a", 1, fixture.epoch("open:a"))))
                .contains("\"offset\":3")
                .contains("\"recovered\":true")
                .contains("{\"data\":2,\"offset\":2")
                .contains("{\"data\":3,\"offset\":3")
                .doesNotContain("\"data\":1");
    }

    @Test
    void recoversWhenNothingWasMissed() {
        fixture.publish("open:a", "1");

        assertThat(fixture.send(ANN, recover("open:a", 1, fixture.epoch("open:a"))))
                .contains("\"recovered\":true")
                .doesNotContain("publications");
    }

    @Test
    void doesNotRecoverFromAnotherEpoch() {
        fixture.publish("open:a", "1", "2");

        assertThat(fixture.send(ANN, recover("open:a", 1, "another"))).contains("\"recovered\":false");
    }

    @Test
    void doesNotRecoverFromAnOffsetThatNeverWas() {
        fixture.publish("open:a", "1", "2");

        assertThat(fixture.send(ANN, recover("open:a", 3, fixture.epoch("open:a"))))
                .contains("\"recovered\":false");
    }

    @Test
    void doesNotRecoverMoreThanTheHistoryHolds() {
        fixture.publish("open:a", "1", "2", "3", "4", "5", "6", "7");
        String epoch = fixture.epoch("open:a");

        assertThat(fixture.send(ANN, recover("open:a", 1, epoch)))
                .contains("\"recovered\":false")
                .doesNotContain("publications");
        assertThat(fixture.send(BOB, recover("open:a", 2, epoch))).contains("\"recovered\":true");
    }

    @Test
    void doesNotRecoverWhatHasExpired() {
        fixture.publish("open:a", "1", "2");
        fixture.clock.advance(Duration.ofMinutes(61));
        fixture.publish("open:a", "3");

        assertThat(fixture.send(ANN, recover("open:a", 1, fixture.epoch("open:a"))))
                .contains("\"recovered\":false")
                .doesNotContain("publications");
    }

    @Test
    void doesNotRecoverWhatNoFrameHolds() {
        String large = "\"" + "x".repeat(50_000) + "\"";
        fixture.publish("open:a", large, large);
        fixture.publish("open:b", large, large);

        String answer = fixture.send(ANN, recover("open:a", 0, ""), recover("open:b", 0, ""));

        assertThat(answer.length()).isLessThanOrEqualTo(128 * 1024);
        assertThat(answer.lines())
                .hasSize(2)
                .anyMatch(reply -> reply.contains("\"recovered\":true"))
                .anyMatch(reply -> reply.contains("\"recovered\":false") && !reply.contains("publications"));
    }

    @Test
    void subscribesTwiceWithoutHarm() {
        fixture.send(ANN, subscribe("open:a"));
        fixture.publish("open:a", "1");

        assertThat(fixture.send(ANN, subscribe("open:a")))
                .contains("\"type\":\"subscribed\"")
                .contains("\"offset\":1");
    }

    @Test
    void takesOverAServerSideSubscription() {
        fixture.admission.admit(
                new Handshake(ANN, fixture.clock.instant(), Map.of("VehicleID", List.of("42")), List.of()));
        assertThat(fixture.subscription(ANN, "vehicle:42").serverSide()).isTrue();

        fixture.send(ANN, subscribe("vehicle:42"));

        assertThat(fixture.subscription(ANN, "vehicle:42").serverSide()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"nowhere:a,102", "member:a,103", "closed:a,103", "open:é,107", "$private,103"})
    void refusesAChannelItMayNotOpen(String channel, int code) {
        assertThat(fixture.send(ANN, subscribe(channel))).startsWith("{\"type\":\"error\",\"code\":" + code);
        assertThat(fixture.subscriptions.channelsOf(ANN)).isEmpty();
    }

    @Test
    void letsEveryoneDoEverythingInInsecureMode() {
        Fixture insecure = new Fixture(Fixture.rules(true));
        insecure.connected(ANN);

        assertThat(insecure.send(
                                ANN,
                                "{\"action\":\"publish\",\"channel\":\"closed:a\",\"data\":1}",
                                "{\"action\":\"history\",\"channel\":\"closed:a\"}",
                                "{\"action\":\"presence\",\"channel\":\"closed:a\"}",
                                subscribe("closed:a"))
                        .lines())
                .noneMatch(answer -> answer.contains("error"));
    }

    @Test
    void showsTheHistoryToSubscribersOnly() {
        fixture.publish("open:a", "1", "2", "3");

        assertThat(fixture.send(ANN, "{\"action\":\"history\",\"channel\":\"open:a\"}"))
                .contains("\"code\":103");
        fixture.send(ANN, subscribe("open:a"));

        assertThat(fixture.send(ANN, "{\"action\":\"history\",\"channel\":\"open:a\",\"limit\":1,\"reverse\":true}"))
                .contains("\"publications\":[{\"data\":3,\"offset\":3")
                .doesNotContain("\"data\":2")
                .contains("\"offset\":3,\"epoch\":\"" + fixture.epoch("open:a") + "\"");
        assertThat(fixture.send(
                        ANN,
                        "{\"action\":\"history\",\"channel\":\"open:a\",\"since\":{\"offset\":1,\"epoch\":\""
                                + fixture.epoch("open:a") + "\"}}"))
                .contains("\"data\":2")
                .doesNotContain("\"data\":1");
    }

    @Test
    void hasNoHistoryWhereNoneIsKept() {
        fixture.send(ANN, subscribe("vehicle:1"));

        assertThat(fixture.send(ANN, "{\"action\":\"history\",\"channel\":\"vehicle:1\"}"))
                .contains("\"code\":108");
    }

    @Test
    void doesNotReadOnInAnotherHistory() {
        fixture.send(ANN, subscribe("open:a"));

        assertThat(
                        fixture.send(
                                ANN,
                                "{\"action\":\"history\",\"channel\":\"open:a\",\"since\":{\"offset\":1,\"epoch\":\"another\"}}"))
                .contains("\"code\":112");
    }

    @Test
    void cutsAHistoryToWhatAFrameHolds() {
        String large = "\"" + "x".repeat(40_000) + "\"";
        fixture.publish("open:a", large, large, large, large, large);
        fixture.send(ANN, subscribe("open:a"));

        String answer = fixture.send(ANN, "{\"action\":\"history\",\"channel\":\"open:a\"}");

        assertThat(answer.length()).isBetween(120_000, 128 * 1024);
        assertThat(answer).contains("\"offset\":5,\"epoch\"");
    }

    @Test
    void showsWhoIsThere() {
        fixture.send(ANN, subscribe("open:a"));
        fixture.send(BOB, subscribe("open:a"));

        assertThat(fixture.send(ANN, "{\"action\":\"presence\",\"channel\":\"open:a\"}"))
                .contains("{\"client\":\"" + ANN + "\"}")
                .contains("{\"client\":\"" + BOB + "\"}");
        assertThat(fixture.send(ANN, "{\"action\":\"presence_stats\",\"channel\":\"open:a\"}"))
                .isEqualTo("{\"type\":\"presence_stats\",\"channel\":\"open:a\",\"clients\":2,\"users\":1}");
    }

    @Test
    void showsWhoIsThereToSubscribersOnly() {
        assertThat(fixture.send(ANN, "{\"action\":\"presence\",\"channel\":\"open:a\"}"))
                .contains("\"code\":103");
        fixture.send(ANN, subscribe("vehicle:1"));
        assertThat(fixture.send(ANN, "{\"action\":\"presence\",\"channel\":\"vehicle:1\"}"))
                .contains("\"code\":108");
    }

    @Test
    void countsACrowdThatNoFrameHolds() {
        for (int i = 0; i < 2500; i++) {
            ConnectionId id = new ConnectionId("client%09d=".formatted(i));
            fixture.connections.open(new TestClient(id, fixture.clock.instant())
                    .withUser("user-" + i % 100)
                    .connection());
            fixture.send(id, subscribe("open:a"));
        }
        fixture.send(ANN, subscribe("open:a"));

        assertThat(fixture.send(ANN, "{\"action\":\"presence\",\"channel\":\"open:a\"}"))
                .contains("\"code\":106");
        assertThat(fixture.send(ANN, "{\"action\":\"presence_stats\",\"channel\":\"open:a\"}"))
                .contains("\"clients\":1000,\"users\":100,\"at_least\":true");
    }

    @Test
    void publishesWhatCameByNoRoute() {
        fixture.send(ANN, subscribe("vehicle:1"));

        assertThat(fixture.send(
                                ANN,
                                "{\"action\":\"publish\",\"channel\":\"vehicle:1\",\"data\":{\"x\":1},\"id\":1}",
                                "{\"action\":\"publish\",\"channel\":\"vehicle:2\",\"data\":{\"x\":1},\"id\":2}")
                        .lines())
                .containsExactly(
                        "{\"type\":\"published\",\"id\":1,\"channel\":\"vehicle:1\"}",
                        "{\"type\":\"error\",\"id\":2,\"code\":103,\"message\":\"permission denied\",\"action\":\"publish\"}");
        assertThat(fixture.received(ANN))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"publication\",\"channel\":\"vehicle:1\",\"data\":{\"x\":1},")
                .contains("\"client\":\"" + ANN.value() + "\"");
    }

    @Test
    void publishesToTheLobby() {
        fixture.send(ANN, subscribe("open:lobby"));

        assertThat(fixture.send(ANN, "{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}"))
                .contains("\"type\":\"published\",\"channel\":\"open:lobby\",\"offset\":1");
    }

    @Test
    void answersAPing() {
        assertThat(fixture.send(ANN, "{\"action\":\"ping\",\"id\":7}")).isEqualTo("{\"type\":\"pong\",\"id\":7}");
    }

    @Test
    void answersWhatNobodyKnows() {
        assertThat(fixture.send(ANN, "{\"action\":\"dance\"}"))
                .isEqualTo("{\"type\":\"error\",\"code\":104,\"message\":\"method not found\",\"action\":\"dance\"}");
        assertThat(fixture.send(ANN, "hello")).startsWith("{\"type\":\"error\",\"code\":107");
        assertThat(fixture.send(ANN, "")).startsWith("{\"type\":\"error\",\"code\":107");
    }

    @Test
    void tellsAClientThatItsConnectionHasExpired() {
        fixture.clock.advance(Duration.ofHours(3));

        assertThat(fixture.send(ANN, subscribe("open:a"), "{\"action\":\"ping\"}")
                        .lines())
                .hasSize(2)
                .allMatch(answer -> answer.startsWith("{\"type\":\"error\",\"code\":110"));
    }

    @Test
    void answersInTheOrderOfTheFrame() {
        String[] commands = IntStream.range(0, 200)
                .mapToObj(i ->
                        i % 50 == 49 ? "{\"action\":\"ping\",\"id\":" + i + "}" : subscribe("vehicle:" + i % 120, i))
                .toArray(String[]::new);

        assertThat(fixture.send(ANN, commands).lines().map(ActionSessionTest::id))
                .containsExactlyElementsOf(IntStream.range(0, 200).boxed().toList());
        assertThat(fixture.subscriptions.channelsOf(ANN)).hasSize(119);
    }

    @Test
    void answersForItsOwnFaultsAndGoesOn() {
        Fixture failing = new Fixture(Fixture.rules(false), new Fixture.Between() {
            @Override
            public ChannelHistory wrap(ChannelHistory history) {
                return ForwardingChannelHistory.failingAtHead(history, 2);
            }
        });
        failing.connected(ANN);

        assertThat(failing.send(ANN, subscribe("open:a"), "{\"action\":\"ping\"}")
                        .lines())
                .containsExactly(
                        "{\"type\":\"error\",\"code\":100,\"message\":\"internal server error\",\"action\":\"subscribe\"}",
                        "{\"type\":\"pong\"}");
        assertThat(failing.subscribes(ANN, "open:a")).isFalse();
    }

    private static String subscribe(String channel) {
        return "{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}";
    }

    private static String subscribe(String channel, int id) {
        return "{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"id\":" + id + "}";
    }

    private static int id(String reply) {
        return Integer.parseInt(reply.replaceFirst(".*\"id\":(\\d+).*", "$1"));
    }

    private static String recover(String channel, long offset, String epoch) {
        return "{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"recover\":{\"offset\":" + offset
                + ",\"epoch\":\"" + epoch + "\"}}";
    }
}
