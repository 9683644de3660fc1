package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.protocol.Dialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Recovery by the options of the namespace, and commands of one channel that overtake each other. */
class RecoveryTest {

    private static final ChannelRules RULES = ChannelRulesLoader.load(
            """
            lobby: plain:a
            namespaces:
              plain: {history_size: 2, history_ttl: 1h, OPEN}
              may: {history_size: 2, history_ttl: 1h, allow_recovery: true, allow_positioning: true, OPEN}
              forced: {history_size: 2, history_ttl: 1h, force_recovery: true, OPEN}
              positioned: {history_size: 2, history_ttl: 1h, force_positioning: true, OPEN}
              cache: {history_size: 2, history_ttl: 1h, force_recovery: true, force_recovery_mode: cache, OPEN}
              auto: {history_size: 2, history_ttl: 1h, force_recovery: true, force_recovery_mode: cache,
                     auto_cache_recover: true, OPEN}
            """.replace("OPEN", "allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true"));

    private final Fixture fixture = new Fixture(RULES);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # channel, flags, three publications before; recoverable, positioned, was_recovering, recovered, the first publication
            plain:a      | "recoverable":true                        | - - - - -
            plain:a      | "recover":true,"offset":2                 | - - was - -
            may:a        | "recoverable":true                        | recoverable positioned - - -
            may:a        | "positioned":true                         | - positioned - - -
            may:a        | "recover":true,"offset":2                 | recoverable positioned was recovered 3
            forced:a     | "recover":true,"offset":1                 | recoverable positioned was recovered 2
            forced:a     | "recover":true,"offset":0                 | recoverable positioned was - -
            forced:a     | "recover":true,"offset":9                 | recoverable positioned was - -
            forced:a     | "recover":true,"offset":3,"epoch":"_"     | recoverable positioned was - -
            positioned:a | "recover":true,"offset":2                 | - positioned was - -
            cache:a      | "flag":2                                  | recoverable positioned - - -
            cache:a      | "recover":true,"offset":0                 | recoverable positioned was recovered 3
            cache:a      | "recover":true,"offset":3                 | recoverable positioned was recovered -
            cache:a      | "recover":true,"offset":1,"epoch":"_"     | recoverable positioned was recovered 3
            auto:a       | "flag":2                                  | recoverable positioned was recovered 3
            """)
    void recoversAsTheNamespaceSays(String channel, String flags, String expected) {
        fixture.publish(channel, "1", "2", "3");
        fixture.inSession(ANN);

        String reply = fixture.send(ANN, subscribe(channel, flags, 1));

        assertThat(String.join(
                        " ",
                        reply.contains("\"recoverable\":true") ? "recoverable" : "-",
                        reply.contains("\"positioned\":true") ? "positioned" : "-",
                        reply.contains("\"was_recovering\":true") ? "was" : "-",
                        reply.contains("\"recovered\":true") ? "recovered" : "-",
                        reply.contains("\"publications\"")
                                ? reply.replaceFirst(".*\"publications\":\\[\\{\"data\":(\\d).*", "$1")
                                : "-"))
                .isEqualTo(expected);
    }

    @Test
    void answersThatNothingIsCachedWhereNothingWasPublished() {
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, subscribe("auto:a", "\"flag\":2", 1)))
                .contains("\"was_recovering\":true")
                .doesNotContain("\"recovered\"");
    }

    @Test
    void leavesNoSubscriptionWhereAnUnrecoveredOneIsNotWanted() {
        fixture.publish("forced:a", "1", "2", "3");
        fixture.inSession(ANN);

        assertThat(fixture.send(ANN, subscribe("forced:a", "\"recover\":true,\"offset\":0,\"flag\":2", 1)))
                .isEqualTo("{\"id\":1,\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
        assertThat(fixture.subscribes(ANN, "forced:a")).isFalse();
        assertThat(fixture.send(ANN, subscribe("forced:a", "\"recover\":true,\"offset\":2,\"flag\":2", 2)))
                .contains("\"recovered\":true");
    }

    @Test
    void keepsTheSubscriptionOfALaterCommand() {
        fixture.inSession(ANN);
        fixture.send(ANN, subscribe("forced:a", "\"flag\":0", 6));

        assertThat(fixture.send(ANN, Commands.unsubscribe(Dialect.CENTRIFUGE, "forced:a", 5)))
                .isEqualTo("{\"id\":5,\"unsubscribe\":{}}");
        assertThat(fixture.subscribes(ANN, "forced:a")).isTrue();

        fixture.send(ANN, Commands.unsubscribe(Dialect.CENTRIFUGE, "forced:a", 7));
        assertThat(fixture.subscribes(ANN, "forced:a")).isFalse();
    }

    @Test
    void subscribesAnewByALaterCommand() {
        fixture.inSession(ANN);
        fixture.send(ANN, subscribe("forced:a", "\"flag\":0", 4));

        assertThat(fixture.send(ANN, subscribe("forced:a", "\"flag\":0", 6))).contains("\"subscribe\":{");
        fixture.send(ANN, Commands.unsubscribe(Dialect.CENTRIFUGE, "forced:a", 5));
        assertThat(fixture.subscribes(ANN, "forced:a")).isTrue();
    }

    private static String subscribe(String channel, String flags, int id) {
        return "{\"subscribe\":{\"channel\":\"" + channel + "\"," + flags + "},\"id\":" + id + "}";
    }
}
