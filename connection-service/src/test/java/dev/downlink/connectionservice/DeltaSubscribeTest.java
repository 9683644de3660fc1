package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connection.DeltaState;
import dev.downlink.delivery.post.PostResult;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeltaSubscribeTest {

    private static final String RULES =
            """
            namespaces:
              ticker: {history_size: 5, history_ttl: 1h, force_recovery: true, allow_tags_filter: true,
                       allowed_delta_types: [fossil], delta_publish: true, OPEN}
              asked: {history_size: 5, history_ttl: 1h, allowed_delta_types: [fossil], OPEN,
                      allow_history_for_subscriber: true, allow_history_for_anonymous: true}
              plain: {history_size: 5, history_ttl: 1h, force_recovery: true, allow_tags_filter: true, OPEN}
              bare: {OPEN}
            lobby: plain:a
            """.replace("OPEN", "allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true");
    private static final String LONG = "{\"n\":%d,\"text\":\"" + "a".repeat(60) + "\"}";

    private final Fixture fixture = new Fixture(ChannelRulesLoader.load(RULES));

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ticker:a | "delta":"fossil"                                            | true
            asked:a  | "delta":"fossil"                                            | true
            ticker:a | "positioned":true                                           | false
            ticker:a | "delta":""                                                  | false
            ticker:a | "delta":"fossil","tf":{"key":"k","cmp":"ex"}                | false
            plain:a  | "delta":"fossil"                                            | false
            bare:a   | "delta":"fossil"                                            | false
            """)
    void isAgreedOnWhereTheNamespaceAllowsItAndNothingIsFilteredOut(String channel, String options, boolean agreed) {
        fixture.inSession(ANN);

        String returned = subscribe(channel, options);

        assertThat(fixture.subscription(ANN, channel).options().delta())
                .isEqualTo(agreed ? new DeltaState.On() : new DeltaState.Off());
        assertThat(agreed ? posted() : returned).contains("\"subscribe\":{");
        assertThat(agreed ? posted() : returned).matches(reply -> reply.contains("\"delta\":true") == agreed);
        assertThat(agreed ? returned : posted()).as("answered once").isEmpty();
    }

    @Test
    void endsTheSessionOfAClientThatAsksForAnotherEncoding() {
        fixture.inSession(ANN);

        assertThat(subscribe("plain:a", "\"delta\":\"xdelta\""))
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3501,\"reason\":\"bad request\"}}}");
        assertThat(fixture.subscribes(ANN, "plain:a")).isFalse();
    }

    @Test
    void answersTheWholeFrameInOrder() {
        fixture.connected(ANN);

        String returned = fixture.send(
                ANN,
                "{\"connect\":{},\"id\":1}",
                "{\"subscribe\":{\"channel\":\"plain:a\"},\"id\":2}",
                "{\"subscribe\":{\"channel\":\"ticker:a\",\"delta\":\"fossil\"},\"id\":3}");

        assertThat(returned).isEmpty();
        assertThat(posted().lines())
                .extracting(line -> line.substring(0, 7))
                .containsExactly("{\"id\":1", "{\"id\":2", "{\"id\":3");
    }

    @Test
    void recoversTheFirstWholeAndTheOthersAsChanges() {
        fixture.inSession(ANN);
        fixture.publish("ticker:a", LONG.formatted(1), LONG.formatted(2), LONG.formatted(3));

        subscribe("ticker:a", "\"delta\":\"fossil\",\"recover\":true,\"offset\":1");
        fixture.publish("ticker:a", LONG.formatted(4), LONG.formatted(5));

        assertThat(posted())
                .contains("\"recovered\":true")
                .contains("{\"data\":\"{\\\"n\\\":2,")
                .containsOnlyOnce("\"offset\":3,\"delta\":true");
        assertThat(fixture.received(ANN)).hasSize(3);
        assertThat(fixture.received(ANN).get(1)).contains("\"offset\":4").doesNotContain("\"delta\"");
        assertThat(fixture.received(ANN).get(2)).contains("\"offset\":5").contains("\"delta\":true");
    }

    @Test
    void writesHistoryAsItWasPublished() {
        fixture.inSession(ANN);
        fixture.publish("asked:a", "{\"n\":1}");
        subscribe("asked:a", "\"delta\":\"fossil\"");

        fixture.publish("asked:a", "{\"n\":2}");

        assertThat(fixture.received(ANN)).last().asString().contains("\"data\":\"{\\\"n\\\":2}\"");
        assertThat(fixture.send(ANN, "{\"history\":{\"channel\":\"asked:a\",\"limit\":5},\"id\":9}"))
                .contains("\"data\":{\"n\":2}");
    }

    /** The reply is returned instead; whether it was accepted twice, or when, is not known. */
    @Test
    void pushesNothingIfTheReplyWasNotAcceptedForCertain() {
        fixture.inSession(ANN);
        fixture.delivery.poster.answer(ANN, new PostResult.Failed("timeout", true));

        assertThat(subscribe("ticker:a", "\"delta\":\"fossil\"")).contains("\"delta\":true");

        assertThat(fixture.subscription(ANN, "ticker:a").options().delta())
                .isEqualTo(new DeltaState.Joining(fixture.clock.instant()));
    }

    @Test
    void postsTheReplyAgainIfItWasCertainlyNotAccepted() {
        fixture.inSession(ANN);
        fixture.delivery.poster.answer(ANN, new PostResult.Throttled(), new PostResult.Throttled());

        assertThat(subscribe("ticker:a", "\"delta\":\"fossil\"")).isEmpty();

        assertThat(fixture.received(ANN)).hasSize(1);
        assertThat(fixture.subscription(ANN, "ticker:a").options().delta()).isEqualTo(new DeltaState.On());
    }

    private String subscribe(String channel, String options) {
        return fixture.send(ANN, "{\"subscribe\":{\"channel\":\"" + channel + "\"," + options + "},\"id\":2}");
    }

    private String posted() {
        List<String> received = fixture.received(ANN);
        return received.isEmpty() ? "" : received.getFirst();
    }
}
