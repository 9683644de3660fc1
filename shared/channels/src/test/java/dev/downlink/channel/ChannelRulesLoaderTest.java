package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesLoaderTest {

    private static final String SMALLEST = "{namespaces: {chat: {}}, lobby: chat:lobby}";

    @Test
    void needsNoLobby() {
        assertThat(ChannelRulesLoader.load("{namespaces: {chat: {}}}").lobby()).isNull();
    }

    @Test
    void readsTheFileOfTheLocalEnvironment() throws IOException {
        ChannelRules rules = ChannelRulesLoader.load(Files.readString(Path.of("../../local/channels.yml")));

        assertThat(rules.namespaces()).containsOnlyKeys("vehicle", "route", "stock", "fence", "chat", "probe", "");
        assertThat(rules.namespaceOf(new ChannelName("chat:lobby"))).contains(TestRules.namespace("chat", """
                        presence: true, history_size: 200, history_ttl: 24h, force_recovery: true,
                        allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true,
                        allow_publish_for_subscriber: true, allow_publish_for_anonymous: true,
                        allow_history_for_subscriber: true, allow_history_for_anonymous: true,
                        allow_presence_for_subscriber: true, allow_presence_for_anonymous: true"""));
        assertThat(rules.lobby()).isEqualTo(new ChannelName("chat:lobby"));
        assertThat(rules.connect().querySubscriptions())
                .isEqualTo(Map.of("VehicleID", "vehicle", "StockSymbol", "stock"));
        assertThat(rules.tokenKeys().hmacSecret()).isEqualTo(new Reference("env:DOWNLINK_TOKEN_SECRET"));
        assertThat(rules.pipelines()).containsOnlyKeys("vehicles");
    }

    @Test
    void deniesByDefault() {
        ChannelRules rules = ChannelRulesLoader.load(SMALLEST);

        assertThat(rules.namespaces().get("chat"))
                .isEqualTo(new Namespace(
                        "chat",
                        false,
                        0,
                        Duration.ZERO,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        false,
                        1,
                        Duration.ofSeconds(1)));
        assertThat(rules.insecure()).isFalse();
        assertThat(rules.apiKey()).isNull();
        assertThat(rules.tokenKeys()).isEqualTo(new ChannelRules.TokenKeys(null, null, null, null, null, null));
        assertThat(rules.connect()).isEqualTo(new ChannelRules.ConnectRules(List.of(), Map.of()));
        assertThat(rules.client().channelLimit()).isEqualTo(128);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 500})
    void readsTheChannelLimit(int limit) {
        ChannelRules rules = ChannelRulesLoader.load(
                "{namespaces: {chat: {}}, lobby: chat:lobby, client: {channel_limit: %d}}".formatted(limit));

        assertThat(rules.client().channelLimit()).isEqualTo(limit);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            client: {channel_limit: 0}   | client.channel_limit is 0; expected a whole number from 1 to 500
            client: {channel_limit: 501} | client.channel_limit is 501; expected a whole number from 1 to 500
            client: {channels: 5}        | client.channels is unknown; expected one of allow_anonymous_connect_without_token, allowed_origins, channel_limit, disallow_anonymous_connection_tokens, subscribe_to_user_personal_channel
            client: {channel_limit: 1}, connect: {channels: [chat:a, chat:b]} | connect.channels is 2; expected at most 1, client.channel_limit
            """)
    void refusesAWrongChannelLimit(String keys, String complaint) {
        assertThatThrownBy(() ->
                        ChannelRulesLoader.load("{namespaces: {chat: {}}, lobby: chat:lobby, %s}".formatted(keys)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("channels.yml: " + complaint);
    }

    @ParameterizedTest
    @CsvSource({"90s, 90", "5m, 300", "24h, 86400", "7d, 604800"})
    void readsDurations(String written, long seconds) {
        ChannelRules rules = ChannelRulesLoader.load(
                "{namespaces: {chat: {history_size: 10, history_ttl: %s}}, lobby: chat:lobby}".formatted(written));

        assertThat(rules.namespaces().get("chat"))
                .extracting(Namespace::historyTtl)
                .isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            history_size: 10, history_ttl: 24 hours           | history_ttl is "24 hours"; expected a duration such as 300s, 5m or 24h
            history_size: 10, history_ttl: 300                | history_ttl is 300; expected a duration such as 300s, 5m or 24h
            history_size: 10, history_ttl: 400d               | history_ttl is "400d"; expected at most 31622400s
            history_size: 10                                  | history_ttl is missing; expected a duration such as 300s, as history_size is 10
            history_ttl: 5m                                   | history_size is missing; expected a number above 0, as history_ttl is set
            history_size: ten, history_ttl: 5m                | history_size is "ten"; expected a whole number from 0 to 100000
            history_size: -1, history_ttl: 5m                 | history_size is -1; expected a whole number from 0 to 100000
            force_recovery: true                              | force_recovery is true; expected history_size and history_ttl with it
            presence: 'yes'                                   | presence is "yes"; expected true or false
            fan_out_shards: 65                                | fan_out_shards is 65; expected a whole number from 1 to 64
            fan_out_shards: 0                                 | fan_out_shards is 0; expected a whole number from 1 to 64
            interest_ttl: 2h                                  | interest_ttl is "2h"; expected at most 60s
            history_size: 1, history_ttl: 1h, interest_ttl: 1s | interest_ttl is "1s"; expected none, as only namespaces without history use it
            conflate: false                                   | conflate is false; expected no such key, as the option is not supported yet
            """)
    void refusesAWrongOption(String options, String complaint) {
        assertThatThrownBy(() ->
                        ChannelRulesLoader.load("{namespaces: {chat: {%s}}, lobby: chat:lobby}".formatted(options)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("channels.yml: namespaces.chat." + complaint);
    }

    @Test
    void namesTheKeysThereAreWhereOneIsUnknown() {
        assertThatThrownBy(() -> ChannelRulesLoader.load("{namespaces: {\"\": {histroy_size: 1}}, lobby: lobby}"))
                .hasMessageStartingWith(
                        "channels.yml: namespaces.\"\".histroy_size is unknown; expected one of allow_history_for_anonymous, ")
                .hasMessageContaining(", history_size, ");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "none", textBlock = """
            lobby            | main                                  | lobby is "main"; expected a channel in a namespace of this file, such as chat:lobby
            namespaces       | none                                  | namespaces is missing; expected at least one namespace
            namespaces       | []                                    | namespaces is a list; expected a mapping of keys to values
            namespaces       | {chat: 5}                             | namespaces.chat is 5; expected a mapping of keys to values
            namespaces       | {1: {}}                               | namespaces.1 is a mapping; expected a key that is text: put it in quotes
            namespaces       | {'a b': {}}                           | namespaces is "a b"; expected names of letters, digits, '-', '_' and '.'
            connect          | {channels: chat:lobby}                | connect.channels is "chat:lobby"; expected a list: a channel in a namespace of this file, such as chat:lobby
            connect          | {channels: ['news:a']}                | connect.channels is "news:a"; expected a channel in a namespace of this file, such as chat:lobby
            connect          | {query_subscriptions: {A: b}}         | connect.query_subscriptions.A is "b"; expected a namespace of this file
            connect          | {greeting: hello}                     | connect.greeting is unknown; expected one of channels, query_subscriptions
            insecure         | 1                                     | insecure is 1; expected true or false
            token            | {hmac_secret: hush}                   | token.hmac_secret is not a reference; expected a reference: env:NAME, file:/path, classpath:/resource or ssm:/parameter/name
            token            | {jwks_url: login.example.com}         | token.jwks_url is "login.example.com"; expected an https URL such as https://login.example.com/jwks.json
            api              | {key: 12}                             | api.key is not a reference; expected a reference: env:NAME, file:/path, classpath:/resource or ssm:/parameter/name
            pipelines        | {s: {}}                               | pipelines.s.channels is missing; expected channels such as "vehicle:{/trip}"
            pipelines        | {s: {channels: ['{/a}:b']}}           | pipelines.s.channels is "{/a}:b"; expected channels such as "vehicle:{/trip}", in a namespace of this file
            pipelines        | {s: {channels: ['chat:{a}']}}         | pipelines.s.channels is "chat:{a}"; expected channels such as "vehicle:{/trip}", in a namespace of this file
            pipelines        | {s: {channels: ['chat:a'], time: when}}           | pipelines.s.time is "when"; expected a JSON Pointer such as /trip
            pipelines        | {s: {channels: ['chat:a'], geofence: {key: a}}}  | pipelines.s.geofence.key is "a"; expected a JSON Pointer such as /trip
            pipelines        | {s: {channels: ['chat:a'], geofence: {key: /a, latitude: /b, longitude: /c}}}  | pipelines.s.geofence.areas is missing; expected a reference: env:NAME, file:/path, classpath:/resource or ssm:/parameter/name
            pipelines        | {s: {channels: ['chat:a'], geofence: {key: /a, latitude: /b, longitude: /c, areas: 'file:/d', channel: chat:e}}}  | pipelines.s.geofence.channel is "chat:e"; expected a channel such as fence:{id}, in a namespace of this file
            colour           | blue                                  | colour is unknown; expected one of api, client, connect, insecure, lobby, namespaces, pipelines, token
            """)
    void refusesAWrongFile(String key, @Nullable String value, String complaint) {
        Map<String, String> keys = Stream.of("namespaces:{chat: {}}", "lobby:chat:lobby")
                .collect(Collectors.toMap(
                        line -> line.substring(0, line.indexOf(':')), line -> line.substring(line.indexOf(':') + 1)));
        keys.remove(key);
        if (value != null) {
            keys.put(key, value);
        }
        String yaml = keys.entrySet().stream()
                .map(entry -> entry.getKey() + ": " + entry.getValue() + "\n")
                .collect(Collectors.joining());

        assertThatThrownBy(() -> ChannelRulesLoader.load(yaml))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("channels.yml: " + complaint);
    }

    @Test
    void refusesWhatIsNotYaml() {
        assertThatThrownBy(() -> ChannelRulesLoader.load("namespaces: ["))
                .hasMessageStartingWith("channels.yml: expected YAML: ");
        assertThatThrownBy(() -> ChannelRulesLoader.load(SMALLEST.replace("chat: {}", "chat: {}, chat: {}")))
                .hasMessageContaining("duplicate key chat");
        assertThatThrownBy(() -> ChannelRulesLoader.load(""))
                .hasMessage("channels.yml: the file is missing; expected a mapping of keys to values");
    }
}
