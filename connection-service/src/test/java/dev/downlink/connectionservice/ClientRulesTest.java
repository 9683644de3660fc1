package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connectionservice.token.Tokens;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code client} in {@code channels.yml} says: who is connected at all, and to which channels. */
class ClientRulesTest {

    private static final String PUSHED_AWAY = "{\"push\":{\"disconnect\":{\"code\":%d,\"reason\":\"%s\"}}}";

    @ParameterizedTest
    @CsvSource(nullValues = "none", textBlock = """
            none,                        true
            https://app.example.com,     true
            HTTPS://App.Example.com,     true
            https://a.b.example.org,     true
            https://example.org,         false
            https://app.example.com.evil.net, false
            https://evil.net/.example.org, false
            http://app.example.com,      false
            null,                        false
            """)
    void admitsPagesOfAllowedOrigins(@Nullable String origin, boolean admitted) {
        Fixture fixture = fixture("allowed_origins: ['https://app.example.com', 'https://*.example.org']");

        AdmissionResult result =
                fixture.admission.admit(new Handshake(ANN, fixture.clock.instant(), origin, Map.of(), List.of()));

        assertThat(result instanceof AdmissionResult.Admitted).isEqualTo(admitted);
        assertThat(fixture.connections.find(ANN).isPresent()).isEqualTo(admitted);
    }

    @Test
    void connectsNobodyWithoutToken() {
        Fixture fixture = fixture("allow_anonymous_connect_without_token: false");

        assertThat(admit(fixture, Map.of("dialect", List.of("action")))).isEqualTo(new AdmissionResult.Unauthorized());
        assertThat(admit(fixture, Map.of("Room", List.of("1")))).isEqualTo(new AdmissionResult.Unauthorized());
        assertThat(admit(fixture, Map.of("token", List.of(Tokens.signed("{}")))))
                .isInstanceOf(AdmissionResult.Admitted.class);
        assertThat(connect(fixture, "")).contains("\"connect\":{");
    }

    @Test
    void waitsForTheTokenOfTheConnectCommand() {
        Fixture fixture = fixture("allow_anonymous_connect_without_token: false");
        admit(fixture, Map.of());

        assertThat(fixture.subscriptions.channelsOf(ANN)).isEmpty();
        assertThat(fixture.send(ANN, "{\"action\":\"publish\",\"channel\":\"open:a\",\"data\":1,\"id\":\"p\"}"))
                .contains("\"code\":101");
        assertThat(connect(fixture, "\"token\":\"" + Tokens.signed("{}") + "\""))
                .contains("\"connect\":{")
                .contains("\"open:lobby\":{");
    }

    @Test
    void endsASessionWithoutToken() {
        Fixture fixture = fixture("allow_anonymous_connect_without_token: false");
        admit(fixture, Map.of());

        assertThat(connect(fixture, "")).isEqualTo(PUSHED_AWAY.formatted(3501, "bad request"));
    }

    @Test
    void endsASessionWithATokenOfNobody() {
        Fixture fixture = fixture("disallow_anonymous_connection_tokens: true");
        admit(fixture, Map.of());

        assertThat(connect(fixture, "\"token\":\"" + Tokens.signed("{}") + "\""))
                .isEqualTo(PUSHED_AWAY.formatted(3507, "permission denied"));
        assertThat(admit(fixture, Map.of("token", List.of(Tokens.signed("{}")))))
                .isInstanceOf(AdmissionResult.Forbidden.class);
        assertThat(connect(fixture, "\"token\":\"" + Tokens.signed("{\"sub\":\"ann\"}") + "\""))
                .contains("\"connect\":{");
    }

    @Test
    void subscribesUsersToTheirPersonalChannels() {
        Fixture fixture =
                fixture("subscribe_to_user_personal_channel: {enabled: true, personal_channel_namespace: own}");
        admit(fixture, Map.of("token", List.of(Tokens.signed("{\"sub\":\"ann\"}"))));

        assertThat(fixture.subscription(ANN, "own:#ann").serverSide()).isTrue();
        assertThat(connect(fixture, "")).contains("\"own:#ann\":{");
    }

    @Test
    void subscribesWhoNamesItsUserWithTheConnectCommand() {
        Fixture fixture =
                fixture("subscribe_to_user_personal_channel: {enabled: true, personal_channel_namespace: own}");
        admit(fixture, Map.of());

        assertThat(fixture.subscriptions.channelsOf(ANN)).hasSize(1);
        assertThat(connect(fixture, "\"token\":\"" + Tokens.signed("{\"sub\":\"ann\"}") + "\""))
                .contains("\"own:#ann\":{");
    }

    @Test
    void subscribesToWhatTheClientKnowsAndMayHave() {
        Fixture fixture = fixture("channel_limit: 4");
        admit(fixture, Map.of());

        assertThat(connect(fixture, "\"subs\":{\"open:a\":{},\"own:b\":{},\"$open:c\":{}}"))
                .contains("\"open:a\":{")
                .contains("\"open:lobby\":{")
                .doesNotContain("own:b")
                .doesNotContain("$open");
        assertThat(fixture.subscription(ANN, "open:a").serverSide()).isTrue();
    }

    @Test
    void endsASessionWithChannelsThatCannotExist() {
        Fixture fixture = fixture("channel_limit: 4");
        admit(fixture, Map.of());

        assertThat(connect(fixture, "\"subs\":{\"nowhere:a\":{}}"))
                .isEqualTo(PUSHED_AWAY.formatted(3501, "bad request"));
    }

    private static Fixture fixture(String client) {
        return new Fixture(ChannelRulesLoader.load("""
                namespaces:
                  open: {allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true,
                         allow_publish_for_client: true, allow_publish_for_anonymous: true}
                  own: {}
                connect: {channels: ['open:lobby'], query_subscriptions: {Room: open}}
                client: {%s}
                """.formatted(client)));
    }

    private static AdmissionResult admit(Fixture fixture, Map<String, List<String>> query) {
        return fixture.admission.admit(new Handshake(ANN, fixture.clock.instant(), query, List.of()));
    }

    private static String connect(Fixture fixture, String fields) {
        return fixture.send(ANN, "{\"connect\":{" + fields + "},\"id\":1}");
    }
}
