package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CentrifugeSessionTest {

    private static final String CONNECT = "{\"connect\":{\"name\":\"js\"},\"id\":1}";

    private final Fixture fixture = new Fixture(Fixture.rules(false, List.of("open:lobby")));

    @Test
    void beginsASession() {
        fixture.connected(ANN);

        assertThat(fixture.send(ANN, CONNECT))
                .isEqualTo("{\"id\":1,\"connect\":{\"client\":\"L0SM9cOFvHcCAnn=\",\"version\":\"Downlink dev\"}}");

        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(connection.dialect()).isEqualTo(Dialect.CENTRIFUGE);
        assertThat(connection.inSession()).isTrue();
    }

    @Test
    void positionsTheServerSideSubscriptions() {
        fixture.publish("open:lobby", "1", "2");
        admit(Map.of("VehicleID", List.of("42")));

        assertThat(fixture.send(ANN, CONNECT))
                .contains("\"open:lobby\":{\"recoverable\":true,\"positioned\":true,\"epoch\":\""
                        + fixture.epoch("open:lobby") + "\",\"offset\":2}")
                .contains("\"vehicle:42\":{}");
    }

    @Test
    void pushesInItsDialectFromThenOn() {
        admit(Map.of("VehicleID", List.of("42")));

        fixture.send(ANN, CONNECT);

        assertThat(fixture.subscriptions
                        .find(ANN, new ChannelName("vehicle:42"), 2)
                        .orElseThrow()
                        .dialect())
                .isEqualTo(Dialect.CENTRIFUGE);
        assertThat(fixture.subscriptions
                        .find(ANN, new ChannelName("open:lobby"), 2)
                        .orElseThrow()
                        .dialect())
                .isEqualTo(Dialect.CENTRIFUGE);
    }

    @Test
    void keepsServerSideAndClientSideSubscriptionsApart() {
        admit(Map.of("VehicleID", List.of("42")));

        fixture.send(ANN, CONNECT, "{\"subscribe\":{\"channel\":\"vehicle:43\"},\"id\":2}");

        assertThat(fixture.subscription(ANN, "open:lobby").serverSide()).isTrue();
        assertThat(fixture.subscription(ANN, "vehicle:42").serverSide()).isTrue();
        assertThat(fixture.subscription(ANN, "vehicle:43").serverSide()).isFalse();
    }

    @Test
    void makesAServerSideSubscriptionOfOneThatTheClientHadBeforeConnect() {
        fixture.connected(ANN);
        fixture.send(ANN, "{\"action\":\"subscribe\",\"channel\":\"vehicle:42\"}");
        assertThat(fixture.subscription(ANN, "vehicle:42").serverSide()).isFalse();

        assertThat(fixture.send(ANN, CONNECT)).contains("\"vehicle:42\":{}");

        assertThat(fixture.subscription(ANN, "vehicle:42").serverSide()).isTrue();
    }

    @Test
    void recoversTheServerSideSubscriptions() {
        fixture.publish("open:lobby", "1", "2", "3");
        String epoch = fixture.epoch("open:lobby");
        admit(Map.of());
        fixture.publish("open:lobby", "4");

        assertThat(fixture.send(
                        ANN,
                        "{\"connect\":{\"subs\":{\"open:lobby\":{\"recover\":true,\"offset\":2,\"epoch\":\"" + epoch
                                + "\"}}},\"id\":1}"))
                .contains("\"offset\":4,\"was_recovering\":true,\"recovered\":true")
                .contains("{\"data\":3,\"offset\":3")
                .contains("{\"data\":4,\"offset\":4")
                .doesNotContain("{\"data\":2");
        assertThat(fixture.fromOffset(ANN, "open:lobby")).isEqualTo(4);
    }

    @Test
    void takesTheTokenOfTheConnectCommand() {
        admit(Map.of());
        String token = Tokens.signed("{\"sub\":\"ann\",\"info\":{\"name\":\"Ann\"},\"channels\":[\"closed:a\"]}");

        assertThat(fixture.send(ANN, connect(token))).contains("\"closed:a\":{").contains("\"open:lobby\":{");

        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(connection.user()).isEqualTo("ann");
        assertThat(connection.info()).isEqualTo(new Json("{\"name\":\"Ann\"}"));
    }

    @Test
    void keepsTheUserOfTheTokenInTheUrl() {
        admit(Map.of("token", List.of(Tokens.signed("{\"sub\":\"ann\"}"))));

        assertThat(fixture.send(ANN, CONNECT, "{\"subscribe\":{\"channel\":\"member:7\"},\"id\":2}"))
                .contains("{\"id\":2,\"subscribe\":{");
        assertThat(fixture.connections.find(ANN).orElseThrow().user()).isEqualTo("ann");
    }

    @Test
    void hasAnExpiredTokenReplaced() {
        fixture.connected(ANN);

        assertThat(fixture.send(ANN, connect(Tokens.signed("{\"exp\":1}"))))
                .isEqualTo("{\"id\":1,\"error\":{\"code\":109,\"message\":\"token expired\"}}");
        assertThat(fixture.connections.find(ANN).orElseThrow().inSession()).isFalse();
    }

    @Test
    void sendsAClientWithAnInvalidTokenAwayForGood() {
        fixture.connected(ANN);

        assertThat(fixture.send(ANN, connect("forged"), "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":2}"))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3500,\"reason\":\"invalid token\"}}}");
        assertThat(fixture.subscribes(ANN, "open:a")).isFalse();
    }

    @Test
    void refusesTheTokenOfAnotherUserThanTheUrls() {
        admit(Map.of("token", List.of(Tokens.signed("{\"sub\":\"ann\"}"))));

        assertThat(fixture.send(ANN, connect(Tokens.signed("{\"sub\":\"bob\"}"))))
                .contains("3500");
        assertThat(fixture.send(ANN, connect(Tokens.signed("{\"sub\":\"ann\"}"))))
                .contains("\"connect\":{");
    }

    @Test
    void refusesATokenForAChannelThatCannotExist() {
        fixture.connected(ANN);

        assertThat(fixture.send(ANN, connect(Tokens.signed("{\"channels\":[\"nowhere:a\"]}"))))
                .contains("\"code\":102");
        assertThat(fixture.connections.find(ANN).orElseThrow().inSession()).isFalse();
    }

    @Test
    void endsASessionThatBeginsTwice() {
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, CONNECT))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3501,\"reason\":\"bad request\"}}}");
    }

    @Test
    void beginsASessionWhoseDialectWasInTheUrl() {
        admit(Map.of("dialect", List.of("centrifuge")));

        assertThat(fixture.send(ANN, CONNECT)).startsWith("{\"id\":1,\"connect\":{");
    }

    @Test
    void answersNoCommandBeforeConnect() {
        admit(Map.of("dialect", List.of("centrifuge")));

        assertThat(fixture.send(ANN, "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":1}"))
                .isEqualTo(
                        "{\"id\":1,\"error\":{\"code\":100,\"message\":\"connect comes first\",\"temporary\":true}}");
        assertThat(fixture.subscribes(ANN, "open:a")).isFalse();
    }

    @Test
    void answersWhatComesWithConnectInOneFrame() {
        fixture.connected(ANN);

        assertThat(fixture.send(
                                ANN,
                                CONNECT,
                                "{\"subscribe\":{\"channel\":\"vehicle:1\"},\"id\":2}",
                                "{\"subscribe\":{\"channel\":\"nowhere:1\"},\"id\":3}",
                                "{\"rpc\":{\"method\":\"m\"},\"id\":4}",
                                "{\"send\":{\"data\":{}}}",
                                "{}",
                                "{\"publish\":{\"channel\":\"vehicle:1\",\"data\":7},\"id\":5}")
                        .lines()
                        .skip(1))
                .containsExactly(
                        "{\"id\":2,\"subscribe\":{}}",
                        "{\"id\":3,\"error\":{\"code\":102,\"message\":\"unknown channel\"}}",
                        "{\"id\":4,\"error\":{\"code\":108,\"message\":\"not available\"}}",
                        "{\"id\":5,\"publish\":{}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | {}",
                "\"positioned\":true, | {\"positioned\":true,\"epoch\":\"EPOCH\",\"offset\":1}",
                "\"recoverable\":true, | {\"recoverable\":true,\"positioned\":true,\"epoch\":\"EPOCH\",\"offset\":1}",
                "\"recover\":true,\"offset\":1, | {\"recoverable\":true,\"positioned\":true,\"epoch\":\"EPOCH\",\"offset\":1,"
                        + "\"was_recovering\":true,\"recovered\":true}",
            })
    void tracksAPositionWhereAskedTo(String flags, String result) {
        fixture.publish("unforced:a", "1");
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, "{\"subscribe\":{" + flags + "\"channel\":\"unforced:a\"},\"id\":1}"))
                .isEqualTo("{\"id\":1,\"subscribe\":" + result.replace("EPOCH", fixture.epoch("unforced:a")) + "}");
    }

    @Test
    void tracksEveryPositionWhereForcedTo() {
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":1}"))
                .contains("\"recoverable\":true,\"positioned\":true");
    }

    @Test
    void refusesToSubscribeTwice() {
        fixture.inSession(ANN);
        fixture.send(ANN, "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":3}");

        assertThat(fixture.send(ANN, "{\"subscribe\":{\"channel\":\"open:a\"},\"id\":2}"))
                .isEqualTo("{\"id\":2,\"error\":{\"code\":105,\"message\":\"already subscribed\"}}");
    }

    @Test
    void sendsAClientThatTheRegistryForgotBackToConnectAnew() {
        assertThat(fixture.send(ANN, CONNECT))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3010,\"reason\":\"insufficient state\"}}}");
        assertThat(fixture.send(
                        ANN,
                        "{\"unknown\":{},\"publish\":{\"channel\":\"open:a\",\"data\":1},\"id\":2}",
                        "{\"history\":{\"channel\":\"open:a\"},\"id\":3}"))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3010,\"reason\":\"insufficient state\"}}}");
    }

    @Test
    void answersGarbageInTheDialectOfTheSession() {
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, "{\"subscribe")).startsWith("{\"error\":{\"code\":107");
        assertThat(fixture.send(ANN, "{}")).isEmpty();
    }

    private void admit(Map<String, List<String>> query) {
        assertThat(fixture.admission.admit(new Handshake(ANN, fixture.clock.instant(), query, List.of())))
                .isInstanceOf(AdmissionResult.Admitted.class);
    }

    private static String connect(String token) {
        return "{\"connect\":{\"token\":\"" + token + "\"},\"id\":1}";
    }
}
