package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesTest {

    @ParameterizedTest
    @ValueSource(strings = {"chat:", "chat:a:b", "chat:\u00e9\ud83d\ude87", "chat:a b", "$chat:a"})
    void knowsChannelsByTheirNamespace(String name) {
        assertThat(rules("").namespaceOf(new ChannelName(name))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "lobby", "Chat:lobby", ":lobby", "chat:a\u0000", "chat:a\nb", "chat:\ud83d"})
    void knowsNoOthers(String name) {
        ChannelRules rules = rules("");

        assertThat(rules.namespaceOf(new ChannelName(name))).isEmpty();
        assertThat(rules.namespaceOf(new ChannelName("chat:" + "a".repeat(251))))
                .isEmpty();
    }

    private static ChannelRules rules(String options) {
        return ChannelRulesLoader.load("{namespaces: {chat: {%s}}, lobby: chat:lobby}".formatted(options));
    }
}
