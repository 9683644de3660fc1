package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelRulesTest {

    private static final ChannelName CHANNEL = new ChannelName("chat:lobby");

    @ParameterizedTest
    @CsvSource({
        // for client, for anonymous; anonymous → allowed
        "false, false, false, false",
        "false, false, true,  false",
        "false, true,  false, false",
        "false, true,  true,  false",
        "true,  false, false, true",
        "true,  false, true,  false",
        "true,  true,  false, true",
        "true,  true,  true,  true",
    })
    void letsClientsSubscribe(boolean forClient, boolean forAnonymous, boolean anonymous, boolean allowed) {
        ChannelRules rules = rules(
                "allow_subscribe_for_client: %s, allow_subscribe_for_anonymous: %s".formatted(forClient, forAnonymous));

        assertThat(rules.maySubscribe(CHANNEL, namespace(rules), anonymous)).isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({
        // for client, for subscriber, for anonymous; anonymous, subscribed → allowed
        "false, false, false, false, false, false",
        "false, false, true,  false, true,  false",
        "false, false, true,  true,  true,  false",
        "false, true,  false, false, false, false",
        "false, true,  false, false, true,  true",
        "false, true,  false, true,  true,  false",
        "false, true,  true,  false, false, false",
        "false, true,  true,  true,  false, false",
        "false, true,  true,  true,  true,  true",
        "true,  false, false, false, false, true",
        "true,  false, false, false, true,  true",
        "true,  false, false, true,  true,  false",
        "true,  false, true,  true,  false, true",
        "true,  false, true,  true,  true,  true",
        "true,  true,  false, false, false, true",
        "true,  true,  false, true,  true,  false",
        "true,  true,  true,  true,  false, true",
        "true,  true,  true,  true,  true,  true",
    })
    void letsClientsPublish(
            boolean forClient,
            boolean forSubscriber,
            boolean forAnonymous,
            boolean anonymous,
            boolean subscribed,
            boolean allowed) {
        ChannelRules rules =
                rules("allow_publish_for_client: %s, allow_publish_for_subscriber: %s, allow_publish_for_anonymous: %s"
                        .formatted(forClient, forSubscriber, forAnonymous));

        assertThat(rules.mayPublish(CHANNEL, namespace(rules), anonymous, () -> subscribed))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @CsvSource({"false, false, false", "false, true, false", "true, false, false", "true, true, true"})
    void letsSubscribersReadHistoryAndPresence(boolean forSubscriber, boolean subscribed, boolean allowed) {
        ChannelRules history = rules("allow_history_for_subscriber: " + forSubscriber);
        ChannelRules presence = rules("allow_presence_for_subscriber: " + forSubscriber);

        assertThat(history.mayReadHistory(namespace(history), () -> subscribed)).isEqualTo(allowed);
        assertThat(history.maySeePresence(namespace(history), () -> subscribed)).isFalse();
        assertThat(presence.maySeePresence(namespace(presence), () -> subscribed))
                .isEqualTo(allowed);
        assertThat(presence.mayReadHistory(namespace(presence), () -> subscribed))
                .isFalse();
    }

    @Test
    void letsEveryoneDoEverythingWhenInsecure() {
        ChannelRules rules = ChannelRulesLoader.load("{namespaces: {chat: {}}, lobby: chat:lobby, insecure: true}");

        assertThat(rules.maySubscribe(CHANNEL, namespace(rules), true)).isTrue();
        assertThat(rules.mayPublish(CHANNEL, namespace(rules), true, () -> false))
                .isTrue();
        assertThat(rules.mayReadHistory(namespace(rules), () -> false)).isTrue();
        assertThat(rules.maySeePresence(namespace(rules), () -> false)).isTrue();
    }

    @Test
    void asksWhetherAClientSubscribesOnlyWhereItMatters() {
        ChannelRules open = rules("allow_publish_for_client: true, allow_publish_for_subscriber: true");

        assertThat(open.mayPublish(CHANNEL, namespace(open), false, ChannelRulesTest::unasked))
                .isTrue();
        ChannelRules closed = rules("presence: true");
        assertThat(closed.mayPublish(CHANNEL, namespace(closed), false, ChannelRulesTest::unasked))
                .isFalse();
        assertThat(closed.mayReadHistory(namespace(closed), ChannelRulesTest::unasked))
                .isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // for client, for subscriber; subscribed → allowed
        "true,  false, false, false",
        "true,  false, true,  true",
        "false, true,  true,  true",
        "false, false, true,  false",
    })
    void letsOnlySubscribersPublishToReservedChannels(
            boolean forClient, boolean forSubscriber, boolean subscribed, boolean allowed) {
        ChannelRules rules = rules(
                "allow_publish_for_client: %s, allow_publish_for_subscriber: %s".formatted(forClient, forSubscriber));
        ChannelName reserved = new ChannelName("chat:user#42");

        assertThat(rules.mayPublish(reserved, namespace(rules), false, () -> subscribed))
                .isEqualTo(allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$chat", "chat:user#42", "chat:#", "$chat:a"})
    void keepsReservedChannelsClosed(String name) {
        ChannelRules rules = rules("allow_subscribe_for_client: true");

        assertThat(rules.maySubscribe(new ChannelName(name), namespace(rules), false))
                .isFalse();
    }

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

    private static boolean unasked() {
        throw new AssertionError("asked");
    }

    private static ChannelRules rules(String options) {
        return ChannelRulesLoader.load("{namespaces: {chat: {%s}}, lobby: chat:lobby}".formatted(options));
    }

    private static Namespace namespace(ChannelRules rules) {
        return rules.namespaceOf(CHANNEL).orElseThrow();
    }
}
