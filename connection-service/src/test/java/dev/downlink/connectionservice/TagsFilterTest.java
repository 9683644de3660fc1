package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRulesLoader;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TagsFilterTest {

    private static final String RULES = """
            namespaces:
              news: {history_size: 5, history_ttl: 1h, force_recovery: true, allow_tags_filter: true,
                     allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
              plain: {allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
            lobby: news:a
            """;
    private static final String LINE_A = "{\"key\":\"line\",\"cmp\":\"eq\",\"val\":\"A\"}";

    private final Fixture fixture = new Fixture(ChannelRulesLoader.load(RULES));

    @Test
    void pushesWhatMatches() {
        fixture.inSession(ANN);
        assertThat(subscribe("news:a", "\"tf\":" + LINE_A))
                .contains("\"subscribe\":{")
                .doesNotContain("error");

        fixture.publish("news:a", Map.of("line", "C"), "1");
        fixture.publish("news:a", Map.of("line", "A"), "2");

        assertThat(fixture.received(ANN)).singleElement().asString().contains("\"data\":2");
    }

    @Test
    void pushesWhatMatchesToAnActionClient() {
        fixture.connected(ANN);
        fixture.send(ANN, "{\"action\":\"subscribe\",\"channel\":\"news:a\",\"filter\":" + LINE_A + "}");

        fixture.publish("news:a", Map.of("line", "C"), "1");
        fixture.publish("news:a", Map.of("line", "A"), "2");

        assertThat(fixture.received(ANN)).singleElement().asString().contains("\"data\":2");
    }

    @Test
    void recoversWhatMatches() {
        fixture.inSession(ANN);
        fixture.publish("news:a", Map.of("line", "C"), "1");
        fixture.publish("news:a", Map.of("line", "A"), "2");
        fixture.publish("news:a", Map.of("line", "C"), "3");

        assertThat(subscribe("news:a", "\"recover\":true,\"tf\":" + LINE_A))
                .contains("\"recovered\":true")
                .contains("\"offset\":3,")
                .contains("\"data\":2")
                .doesNotContain("\"data\":1")
                .doesNotContain("\"data\":3");
    }

    /** The history has five publications: the first is gone, whether it matched or not. */
    @Test
    void decidesOnTheWholeLogWhetherItRecovered() {
        fixture.inSession(ANN);
        fixture.publish("news:a", Map.of("line", "C"), "1", "2", "3", "4", "5", "6");

        assertThat(subscribe("news:a", "\"recover\":true,\"tf\":" + LINE_A)).doesNotContain("\"recovered\"");
    }

    @Test
    void refusesAFilterWhereNoneIsAllowed() {
        fixture.inSession(ANN);

        assertThat(subscribe("plain:a", "\"tf\":" + LINE_A)).contains("\"code\":107");
        assertThat(fixture.subscribes(ANN, "plain:a")).isFalse();
    }

    @Test
    void refusesAnInvalidFilter() {
        fixture.inSession(ANN);

        assertThat(subscribe("news:a", "\"tf\":{\"cmp\":\"eq\"}")).contains("\"code\":107");
        assertThat(fixture.subscribes(ANN, "news:a")).isFalse();
    }

    @Test
    void forgetsTheFilterWhenAnActionClientSubscribesAnew() {
        fixture.connected(ANN);
        fixture.send(ANN, "{\"action\":\"subscribe\",\"channel\":\"news:a\",\"filter\":" + LINE_A + "}");
        fixture.send(ANN, "{\"action\":\"subscribe\",\"channel\":\"news:a\"}");

        fixture.publish("news:a", Map.of("line", "C"), "1");

        assertThat(fixture.received(ANN)).hasSize(1);
    }

    private String subscribe(String channel, String options) {
        return fixture.send(ANN, "{\"subscribe\":{\"channel\":\"" + channel + "\"," + options + "},\"id\":2}");
    }
}
