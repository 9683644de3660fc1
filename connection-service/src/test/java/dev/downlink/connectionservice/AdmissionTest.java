package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AdmissionTest {

    private final Fixture fixture = new Fixture(Fixture.rules(false, List.of("open:lobby", "closed:news")));

    @Test
    void admitsAnAnonymousClient() {
        assertThat(admit(Map.of())).isEqualTo(new AdmissionResult.Admitted(null));

        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(connection.anonymous()).isTrue();
        assertThat(connection.dialect()).isEqualTo(Dialect.ACTION);
        assertThat(connection.inSession()).isFalse();
    }

    @Test
    void remembersAConnectionForLongerThanApiGatewayKeepsIt() {
        admit(Map.of());

        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(Duration.between(connection.connectedAt(), connection.expiresAt()))
                .isGreaterThan(Duration.ofHours(2));
    }

    @Test
    void subscribesEveryoneToTheConnectChannels() {
        fixture.publish("open:lobby", "1", "2");

        admit(Map.of());

        assertThat(fixture.subscribes(ANN, "open:lobby")).isTrue();
        assertThat(fixture.subscribes(ANN, "closed:news")).isTrue();
        assertThat(fixture.fromOffset(ANN, "open:lobby")).isEqualTo(2);
    }

    @Test
    void subscribesToWhatTheUrlAsksFor() {
        assertThat(admit(Map.of("VehicleID", List.of("42", "43")))).isInstanceOf(AdmissionResult.Admitted.class);

        assertThat(fixture.subscribes(ANN, "vehicle:42")).isTrue();
        assertThat(fixture.subscribes(ANN, "vehicle:43")).isTrue();
    }

    @Test
    void ignoresParametersThatNobodyConfigured() {
        assertThat(admit(Map.of("utm_source", List.of("mail")))).isInstanceOf(AdmissionResult.Admitted.class);
    }

    @Test
    void refusesAUrlThatAsksForAForbiddenChannel() {
        assertThat(admit(Map.of("VehicleID", List.of("42"), "Member", List.of("7"))))
                .isEqualTo(new AdmissionResult.Forbidden("not permitted to subscribe to member:7"));

        assertThat(fixture.connections.find(ANN)).isEmpty();
        assertThat(fixture.subscribes(ANN, "vehicle:42")).isFalse();
    }

    @Test
    void refusesAUrlThatAsksForARestrictedChannel() {
        assertThat(admit(Map.of("VehicleID", List.of("42é")))).isInstanceOf(AdmissionResult.Forbidden.class);
    }

    @Test
    void subscribesAUserToWhatOnlyUsersMayHave() {
        String token = Tokens.signed("{\"sub\":\"ann\"}");

        assertThat(admit(Map.of("Member", List.of("7"), "token", List.of(token))))
                .isInstanceOf(AdmissionResult.Admitted.class);
        assertThat(fixture.subscribes(ANN, "member:7")).isTrue();
    }

    @Test
    void refusesAUrlThatNamesNoChannel() {
        assertThat(admit(Map.of("VehicleID", List.of("")))).isInstanceOf(AdmissionResult.BadRequest.class);
        assertThat(admit(Map.of("VehicleID", List.of("x".repeat(248))))).isInstanceOf(AdmissionResult.BadRequest.class);
        assertThat(admit(Map.of("VehicleID", List.of("x".repeat(247))))).isInstanceOf(AdmissionResult.Admitted.class);
    }

    @Test
    void takesUserInfoAndChannelsFromTheToken() {
        String token = Tokens.signed("{\"sub\":\"ann\",\"info\":{\"name\":\"Ann\"},\"channels\":[\"closed:a\"]}");

        assertThat(admit(Map.of("token", List.of(token)))).isInstanceOf(AdmissionResult.Admitted.class);

        Connection connection = fixture.connections.find(ANN).orElseThrow();
        assertThat(connection.user()).isEqualTo("ann");
        assertThat(connection.info()).isEqualTo(new Json("{\"name\":\"Ann\"}"));
        assertThat(fixture.subscribes(ANN, "closed:a")).isTrue();
    }

    @Test
    void refusesATokenForAChannelThatCannotExist() {
        assertThat(admit(Map.of("token", List.of(Tokens.signed("{\"channels\":[\"nowhere:a\"]}")))))
                .isInstanceOf(AdmissionResult.Forbidden.class);
    }

    @Test
    void refusesABadTokenAndAnExpiredOneAlike() {
        assertThat(admit(Map.of("token", List.of("bad")))).isEqualTo(new AdmissionResult.Unauthorized());
        assertThat(admit(Map.of("token", List.of("")))).isEqualTo(new AdmissionResult.Unauthorized());
        assertThat(admit(Map.of("token", List.of(Tokens.signed("{\"exp\":1}")))))
                .isEqualTo(new AdmissionResult.Unauthorized());
        assertThat(fixture.connections.find(ANN)).isEmpty();
    }

    @Test
    void saysThatTheTokenCannotBeVerifiedNow() {
        ChannelLimit limit = new ChannelLimit(Fixture.rules(false), fixture.subscriptions);
        Admission admission = new Admission(
                Fixture.rules(false),
                new Authenticator(Fixture.rules(false), Tokens.unreachable(fixture.clock)),
                fixture.connections,
                fixture.expiries,
                limit,
                new Subscriber(
                        fixture.subscriptions,
                        limit,
                        fixture.history,
                        new MissedPublications(fixture.history),
                        fixture.clock),
                new ParallelExecutor());

        assertThat(admission.admit(handshake(Map.of("token", List.of(Tokens.signed("{}"))), List.of())))
                .isEqualTo(new AdmissionResult.TemporarilyUnavailable());
    }

    @Test
    void registersTheDialectThatTheUrlAsksFor() {
        admit(Map.of("dialect", List.of("centrifuge")));

        assertThat(fixture.connections.find(ANN).orElseThrow().dialect()).isEqualTo(Dialect.CENTRIFUGE);
        assertThat(admit(Map.of("dialect", List.of("morse")))).isInstanceOf(AdmissionResult.BadRequest.class);
    }

    @Test
    void sendsOneObjectPerFrameUnlessTheUrlAsksForLines() {
        admit(Map.of());
        assertThat(framings()).containsOnly(Framing.SINGLE);

        admit(Map.of("frames", List.of("lines")));
        assertThat(framings()).containsOnly(Framing.LINES);
    }

    @Test
    void sendsLinesToCentrifugeClients() {
        admit(Map.of("dialect", List.of("centrifuge")));

        assertThat(framings()).containsOnly(Framing.LINES);
    }

    @Test
    void refusesAFramingThatDoesNotExist() {
        assertThat(admit(Map.of("frames", List.of("single"))))
                .isEqualTo(new AdmissionResult.BadRequest("frames: expected lines"));
        assertThat(fixture.connections.find(ANN)).isEmpty();
    }

    @Test
    void makesServerSideSubscriptionsOnly() {
        String token = Tokens.signed("{\"channels\":[\"closed:a\"]}");

        admit(Map.of("VehicleID", List.of("42"), "token", List.of(token)));

        assertThat(List.of("open:lobby", "vehicle:42", "closed:a"))
                .allMatch(channel -> fixture.subscription(ANN, channel).serverSide());
    }

    @Test
    void agreesOnTheSubprotocolItKnows() {
        assertThat(fixture.admission.admit(handshake(Map.of(), List.of("mqtt", "centrifuge-json"))))
                .isEqualTo(new AdmissionResult.Admitted("centrifuge-json"));
        assertThat(fixture.connections.find(ANN).orElseThrow().dialect()).isEqualTo(Dialect.CENTRIFUGE);
        assertThat(fixture.admission.admit(handshake(Map.of(), List.of("mqtt"))))
                .isEqualTo(new AdmissionResult.Admitted(null));
    }

    private AdmissionResult admit(Map<String, List<String>> query) {
        return fixture.admission.admit(handshake(query, List.of()));
    }

    /** Of the connection and of its subscription. */
    private List<Framing> framings() {
        return List.of(
                fixture.connections.find(ANN).orElseThrow().framing(),
                fixture.subscription(ANN, "open:lobby").framing());
    }

    private Handshake handshake(Map<String, List<String>> query, List<String> subprotocols) {
        return new Handshake(ANN, fixture.clock.instant(), query, subprotocols);
    }
}
