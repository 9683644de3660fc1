package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Dialect;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code client.channel_limit}, in both dialects. */
class ChannelLimitTest {

    private final Wiretap wiretap = new Wiretap();

    @ParameterizedTest
    @EnumSource
    void refusesMoreChannelsThanAConnectionMayHave(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.limitedTo(2));

        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "vehicle:1", 1)))
                .doesNotContain("error");
        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "open:2", 2))).doesNotContain("error");
        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "vehicle:3", 3)))
                .contains("\"code\":106");
        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "open:3", 4))).contains("\"code\":106");
        assertThat(channels(fixture)).containsExactlyInAnyOrder("vehicle:1", "open:2");

        fixture.send(ANN, Commands.unsubscribe(dialect, "vehicle:1", 5));
        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "vehicle:3", 6)))
                .doesNotContain("error");
    }

    @ParameterizedTest
    @EnumSource
    void fillsTheFreePlacesInTheOrderOfAFrame(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.limitedTo(64));
        fixture.send(ANN, Commands.subscribe(dialect, "vehicle:0", 1));

        List<String> answers = fixture.send(
                        ANN,
                        IntStream.range(0, 200)
                                // Every tenth is refused for another reason, and takes no place.
                                .mapToObj(i ->
                                        Commands.subscribe(dialect, (i % 10 == 3 ? "closed:" : "vehicle:") + i, i + 1))
                                .toArray(String[]::new))
                .lines()
                .toList();

        List<Integer> places =
                IntStream.range(0, 200).filter(i -> i % 10 != 3).boxed().toList();
        assertThat(answers).hasSize(200);
        assertThat(places.subList(1, 64))
                .allSatisfy(i -> assertThat(answers.get(i)).doesNotContain("error"));
        assertThat(places.subList(64, places.size()))
                .allSatisfy(i -> assertThat(answers.get(i)).contains("\"code\":106"));
        assertThat(channels(fixture)).hasSize(64);
    }

    @ParameterizedTest
    @EnumSource
    void countsTheChannelsOnceForAllSubscribesOfAFrame(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.limitedTo(64));

        fixture.send(
                ANN,
                IntStream.range(1, 50)
                        .mapToObj(i -> Commands.subscribe(dialect, "vehicle:" + i, i))
                        .toArray(String[]::new));

        assertThat(wiretap.channelReads).isEqualTo(1);
    }

    @Test
    void subscribesAnewAtTheLimit() {
        Fixture fixture = connected(Dialect.ACTION, Fixture.limitedTo(1));

        fixture.send(ANN, Commands.subscribe(Dialect.ACTION, "open:a", 1));

        assertThat(fixture.send(ANN, Commands.subscribe(Dialect.ACTION, "open:a", 2)))
                .contains("\"subscribed\"");
        assertThat(channels(fixture)).containsExactly("open:a");
    }

    @ParameterizedTest
    @EnumSource
    void countsServerSideSubscriptions(Dialect dialect) {
        Fixture fixture = new Fixture(Fixture.limitedTo(2, "open:lobby"));
        admit(fixture, Map.of("VehicleID", List.of("42")));
        begin(fixture, ANN, dialect);

        assertThat(fixture.send(ANN, Commands.subscribe(dialect, "vehicle:43", 2)))
                .contains("\"code\":106");
    }

    @Test
    void refusesAUrlWithMoreChannelsThanAConnectionMayHave() {
        Fixture fixture = new Fixture(Fixture.limitedTo(2, "open:lobby"));

        assertThat(admit(fixture, Map.of("VehicleID", List.of("42", "43"))))
                .isEqualTo(new AdmissionResult.Forbidden("3 channels are more than the limit of 2"));
        assertThat(fixture.connections.find(ANN)).isEmpty();
        assertThat(admit(fixture, Map.of("VehicleID", List.of("42", "42"))))
                .isInstanceOf(AdmissionResult.Admitted.class);
    }

    @Test
    void disconnectsAClientWhoseTokenHasMoreChannelsThanAConnectionMayHave() {
        Fixture fixture = new Fixture(Fixture.limitedTo(2, "open:lobby"));
        admit(fixture, Map.of());
        String token = Tokens.signed("{\"channels\":[\"closed:a\",\"closed:b\"]}");

        assertThat(fixture.send(ANN, "{\"connect\":{\"token\":\"" + token + "\"},\"id\":1}"))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3505,\"reason\":\"channel limit\"}}}");
        assertThat(channels(fixture)).containsExactly("open:lobby");
    }

    /** A second frame subscribes after the places of the first have been assigned. */
    @ParameterizedTest
    @EnumSource
    void staysWithinTheLimitWhenFramesAreHandledInParallel(Dialect dialect) {
        Fixture fixture = connected(dialect, Fixture.limitedTo(2));
        wiretap.beforeNextAdd.set(() -> fixture.send(ANN, Commands.subscribe(dialect, "vehicle:9", 9)));

        fixture.send(ANN, Commands.subscribe(dialect, "vehicle:1", 1), Commands.subscribe(dialect, "vehicle:2", 2));

        assertThat(channels(fixture)).hasSize(2).contains("vehicle:9");
    }

    private Fixture connected(Dialect dialect, ChannelRules rules) {
        Fixture fixture = new Fixture(rules, wiretap);
        fixture.connected(ANN);
        begin(fixture, ANN, dialect);
        wiretap.channelReads = 0;
        return fixture;
    }

    private static void begin(Fixture fixture, ConnectionId client, Dialect dialect) {
        if (dialect == Dialect.CENTRIFUGE) {
            assertThat(fixture.send(client, Commands.CONNECT)).contains("\"connect\":{");
        }
    }

    private static AdmissionResult admit(Fixture fixture, Map<String, List<String>> query) {
        return fixture.admission.admit(new Handshake(ANN, fixture.clock.instant(), query, List.of()));
    }

    private static List<String> channels(Fixture fixture) {
        return fixture.subscriptions.channelsOf(ANN).stream()
                .map(ChannelName::value)
                .toList();
    }
}
