package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static dev.downlink.connectionservice.Fixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connectionservice.token.Tokens;
import dev.downlink.protocol.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Options of a token for one channel, in place of the namespace's. */
class TokenOverridesTest {

    private final Fixture fixture = new Fixture(ChannelRulesLoader.load("""
            namespaces:
              quiet: {presence: true, allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true,
                      allow_presence_for_client: true, allow_presence_for_anonymous: true}
              loud: {presence: true, join_leave: true, force_push_join_leave: true}
            """));

    @BeforeEach
    void connected() {
        fixture.inSession(ANN);
        fixture.inSession(BOB);
    }

    @Test
    void tellWhoJoinsWhereTheNamespaceDoesNot() {
        subscribe(BOB, "quiet:a", "\"force_push_join_leave\":{\"value\":true}");
        subscribe(ANN, "quiet:a", "\"join_leave\":{\"value\":true}");

        assertThat(fixture.received(BOB)).singleElement().asString().contains("\"join\":{");

        fixture.send(ANN, "{\"unsubscribe\":{\"channel\":\"quiet:a\"},\"id\":9}");
        assertThat(fixture.received(BOB)).last().asString().contains("\"leave\":{");
    }

    @Test
    void keepJoiningAndBeingToldToThemselves() {
        subscribe(BOB, "loud:a", "\"force_push_join_leave\":{\"value\":false}");
        subscribe(ANN, "loud:a", "\"join_leave\":{\"value\":true}");
        assertThat(fixture.received(BOB)).isEmpty();

        fixture.send(ANN, "{\"unsubscribe\":{\"channel\":\"loud:a\"},\"id\":9}");
        subscribe(BOB, "loud:b", "\"join_leave\":{\"value\":true}");
        subscribe(ANN, "loud:b", "\"join_leave\":{\"value\":false}");
        assertThat(fixture.received(BOB)).noneMatch(frame -> frame.contains("L0SM9cOFvHcCAnn="));
    }

    @Test
    void keepASubscriberOutOfPresence() {
        subscribe(BOB, "quiet:a", "\"presence\":{\"value\":true}");
        subscribe(ANN, "quiet:a", "\"presence\":{\"value\":false}");

        assertThat(fixture.send(ANN, "{\"presence\":{\"channel\":\"quiet:a\"},\"id\":7}"))
                .contains(BOB.value())
                .doesNotContain(ANN.value());
        assertThat(fixture.send(ANN, "{\"presence_stats\":{\"channel\":\"quiet:a\"},\"id\":8}"))
                .contains("\"num_clients\":1,");
    }

    @Test
    void countForTheTokenInTheUrlToo() {
        ConnectionId client = new ConnectionId("L0SM9cOFvHcCEve=");
        String token = Tokens.signed("{\"subs\":{\"quiet:a\":{\"info\":{\"r\":2},\"data\":{\"w\":1},"
                + "\"override\":{\"presence\":{\"value\":false}}}}}");
        fixture.admission.admit(
                new Handshake(client, fixture.clock.instant(), Map.of("token", List.of(token)), List.of()));
        assertThat(fixture.subscription(client, "quiet:a").terms().hidden()).isTrue();
        assertThat(fixture.subscription(client, "quiet:a").terms().info()).isEqualTo(new Json("{\"r\":2}"));

        assertThat(fixture.send(client, "{\"connect\":{},\"id\":1}")).contains("\"quiet:a\":{\"data\":{\"w\":1}}");
        assertThat(fixture.subscription(client, "quiet:a").terms().hidden()).isTrue();
        assertThat(fixture.subscription(client, "quiet:a").terms().info()).isEqualTo(new Json("{\"r\":2}"));
    }

    private void subscribe(ConnectionId client, String channel, String override) {
        String token = Tokens.signed("{\"channel\":\"" + channel + "\",\"override\":{" + override + "}}");
        assertThat(fixture.send(
                        client,
                        "{\"subscribe\":{\"channel\":\"" + channel + "\",\"token\":\"" + token + "\"},\"id\":5}"))
                .contains("\"subscribe\":{");
    }
}
