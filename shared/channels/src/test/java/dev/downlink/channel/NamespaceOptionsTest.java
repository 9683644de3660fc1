package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.re2j.Pattern;
import dev.downlink.channel.NamespaceOptions.Delta;
import dev.downlink.channel.NamespaceOptions.Proxies;
import dev.downlink.channel.NamespaceOptions.Recovery;
import dev.downlink.channel.NamespaceOptions.RecoveryMode;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class NamespaceOptionsTest {

    private static final String EVERY_OPTION = """
            history_size: 10, history_ttl: 60s, force_recovery: true,
            join_leave: true, force_push_join_leave: true, history_meta_ttl: 2d,
            force_positioning: true, allow_positioning: true, allow_recovery: true, force_recovery_mode: cache,
            auto_cache_recover: true, allowed_delta_types: [fossil], delta_publish: true, allow_tags_filter: true,
            allow_user_limited_channels: true, allow_presence_for_client: true, allow_presence_for_anonymous: true,
            allow_history_for_client: true, allow_history_for_anonymous: true, channel_regex: '^[a-z]+$',
            publication_data_format: json_object, subscribe_proxy_enabled: true, subscribe_proxy_name: rooms,
            publish_proxy_enabled: true, publish_proxy_name: words, sub_refresh_proxy_enabled: true,
            sub_refresh_proxy_name: rooms""";

    @Test
    void readsEveryOption() {
        assertThat(TestRules.namespace("chat", EVERY_OPTION).options())
                .isEqualTo(new NamespaceOptions(
                        true,
                        true,
                        Duration.ofDays(2),
                        new Recovery(true, true, true, RecoveryMode.CACHE, true),
                        new Delta(true, true),
                        true,
                        true,
                        true,
                        true,
                        true,
                        true,
                        new NameRule(Pattern.compile("^[a-z]+$")),
                        PublicationDataFormat.JSON_OBJECT,
                        new Proxies("rooms", "words", "rooms")));
        assertThat(TestRules.namespace("chat", "").options()).isEqualTo(NamespaceOptions.DEFAULT);
        assertThat(TestRules.namespace("chat", "publish_proxy_enabled: true")
                        .options()
                        .proxies())
                .isEqualTo(new Proxies(null, "default", null));
    }

    static List<String> optionsWithoutEffect() {
        return Stream.of(EVERY_OPTION.split(",\\s+"))
                .filter(option -> UnsupportedOptions.READ.contains(option.substring(0, option.indexOf(':'))))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("optionsWithoutEffect")
    void areRefusedWhileTheyHaveNoEffect(String option) {
        assertThatThrownBy(() ->
                        ChannelRulesLoader.load("{namespaces: {chat: {%s}}, lobby: chat:lobby}".formatted(option)))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining(option.substring(0, option.indexOf(':')))
                .hasMessageEndingWith("expected no such key, as the option is not supported yet");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            force_positioning: true                                      | force_positioning is true; expected history_size and history_ttl with it
            allow_positioning: true                                      | allow_positioning is true; expected history_size and history_ttl with it
            allow_recovery: true                                         | allow_recovery is true; expected history_size and history_ttl with it
            force_recovery_mode: none                                    | force_recovery_mode is "none"; expected stream or cache
            history_size: 1, history_ttl: 1h, auto_cache_recover: true   | auto_cache_recover is true; expected force_recovery and force_recovery_mode: cache with it
            history_size: 1, history_ttl: 1h, history_meta_ttl: 1m       | history_meta_ttl is "60s"; expected at least history_ttl
            allowed_delta_types: [fossil]                                | allowed_delta_types is "fossil"; expected history_size and history_ttl with it
            allowed_delta_types: [xdelta]                                | allowed_delta_types is "xdelta"; expected fossil
            delta_publish: true                                          | delta_publish is true; expected allowed_delta_types: [fossil] with it
            publication_data_format: xml                                 | publication_data_format is "xml"; expected json, json_object or binary
            subscribe_proxy_enabled: true, subscribe_proxy_name: a       | subscribe_proxy_name is "a"; expected a name of letters, digits, '-', '_' and '.', at least 2
            subscribe_proxy_name: rooms                                  | subscribe_proxy_name is "rooms"; expected subscribe_proxy_enabled: true with it
            """)
    void refusesWhatCouldHaveNoEffect(String options, String complaint) {
        assertThatThrownBy(() -> TestRules.namespace("chat", options))
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessage("channels.yml: namespaces.chat." + complaint);
    }

    @Test
    void refusesAnExpressionThatIsNotOfRe2() {
        assertThatThrownBy(() -> TestRules.namespace("chat", "channel_regex: '(a)\\1'"))
                .hasMessageStartingWith(
                        "channels.yml: namespaces.chat.channel_regex is \"(a)\\1\"; expected a regular");
    }

    @ParameterizedTest
    @CsvSource({"chat:abc, true", "chat:ABC, false", "chat:a:b, false", "$chat:abc, true", "abc, true", "chat:, false"})
    void looksForTheExpressionBehindTheNamespace(String name, boolean accepted) {
        assertThat(new NameRule(Pattern.compile("^[a-z]+$")).accepts(new ChannelName(name)))
                .isEqualTo(accepted);
    }

    @Test
    void takesLittleTimeForAnyExpressionAndName() {
        NameRule rule = new NameRule(Pattern.compile("^(([a-z])+.)+[A-Z]([a-z])+$"));

        assertThat(rule.accepts(new ChannelName("chat:" + "a".repeat(250)))).isFalse();
    }

    @Test
    void takesOnlyObjectsWhereTheFormatSaysSo() {
        assertThat(PublicationDataFormat.JSON_OBJECT.accepts(new Json("{}"))).isTrue();
        assertThat(PublicationDataFormat.JSON_OBJECT.accepts(new Json("[{}]"))).isFalse();
        assertThat(PublicationDataFormat.ANY.accepts(new Json("5"))).isTrue();
    }
}
