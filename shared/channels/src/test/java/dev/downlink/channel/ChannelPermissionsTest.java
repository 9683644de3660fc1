package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.protocol.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Who may do what, cell by cell: the rows are options, alone and together, as centrifuge-protocol (sections 1.4 and 9) explains
 * them; the columns are everyone who can ask. {@code +} granted, {@code ?} the proxy decides, otherwise the error's code.
 */
class ChannelPermissionsTest {

    private static final String HISTORY = "history_size: 10, history_ttl: 60s";

    /** anonymous, user, anonymous subscriber, subscriber, anonymous with token, user with token, back end. */
    private static final List<Requester> REQUESTERS = List.of(
            client("", false),
            client("42", false),
            client("", true),
            client("42", true),
            new Requester.TokenHolder(client("", false)),
            new Requester.TokenHolder(client("42", false)),
            new Requester.BackEnd());

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # channel     | options                                                               | insecure | who may subscribe
            chat:a        | presence: false                                                       | false    | 103 103 103 103 + + +
            chat:a        | allow_subscribe_for_client: true                                      | false    | 103 +   103 +   + + +
            chat:a        | allow_subscribe_for_anonymous: true                                   | false    | 103 103 103 103 + + +
            chat:a        | allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true | false    | +   +   +   +   + + +
            chat:a        | presence: false                                                       | true     | +   +   +   +   + + +
            $chat:a       | allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true | false    | 103 103 103 103 + + +
            $chat:a       | subscribe_proxy_enabled: true                                         | false    | 103 103 103 103 + + +
            $chat:a       | presence: false                                                       | true     | 103 103 103 103 + + +
            chat:a        | subscribe_proxy_enabled: true                                         | false    | ?   ?   ?   ?   + + +
            chat:a        | subscribe_proxy_enabled: true, allow_subscribe_for_client: true       | true     | ?   ?   ?   ?   + + +
            chat:a#42     | presence: false                                                       | false    | 103 103 103 103 + + +
            chat:a#7      | allow_subscribe_for_client: true                                      | false    | 103 +   103 +   + + +
            chat:a#42     | allow_user_limited_channels: true                                     | false    | 103 +   103 +   + + +
            chat:a#7      | allow_user_limited_channels: true                                     | false    | 103 103 103 103 + + +
            'chat:a#7,42' | allow_user_limited_channels: true                                     | false    | 103 +   103 +   + + +
            chat:a#42#7   | allow_user_limited_channels: true                                     | false    | 103 103 103 103 + + +
            chat:a#       | allow_user_limited_channels: true                                     | false    | 103 103 103 103 + + +
            chat:a#7      | allow_user_limited_channels: true, allow_subscribe_for_client: true   | false    | 103 103 103 103 + + +
            chat:a#7      | allow_user_limited_channels: true, subscribe_proxy_enabled: true      | false    | 103 103 103 103 + + +
            chat:a#7      | allow_user_limited_channels: true                                     | true     | +   +   +   +   + + +
            $chat:a#42    | allow_user_limited_channels: true                                     | false    | 103 103 103 103 + + +
            chat:é        | allow_subscribe_for_client: true                                      | true     | 107 107 107 107 107 107 +
            chat:B        | channel_regex: '^[a-z]+$', allow_subscribe_for_client: true           | true     | 107 107 107 107 107 107 +
            chat:é        | channel_regex: '.', allow_subscribe_for_client: true                  | false    | 103 +   103 +   + + +
            """)
    void subscribes(String channel, String options, boolean insecure, String expected) {
        assertThat(cells(
                        insecure,
                        (permissions, requester) -> permissions.subscribe(channel(channel, options), requester)))
                .isEqualTo(List.of(expected.split(" +")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # channel  | options                                                                      | insecure | who may publish
            chat:a     | presence: false                                                              | false    | 103 103 103 103 103 103 +
            chat:a     | allow_publish_for_client: true                                               | false    | 103 +   103 +   103 +   +
            chat:a     | allow_publish_for_subscriber: true                                           | false    | 103 103 103 +   103 103 +
            chat:a     | allow_publish_for_anonymous: true                                            | false    | 103 103 103 103 103 103 +
            chat:a     | allow_publish_for_client: true, allow_publish_for_anonymous: true            | false    | +   +   +   +   +   +   +
            chat:a     | allow_publish_for_subscriber: true, allow_publish_for_anonymous: true        | false    | 103 103 +   +   103 103 +
            chat:a     | presence: false                                                              | true     | +   +   +   +   +   +   +
            $chat:a    | allow_publish_for_client: true                                               | false    | 103 +   103 +   103 +   +
            chat:a#7   | allow_publish_for_client: true, allow_user_limited_channels: true            | false    | 103 +   103 +   103 +   +
            chat:a     | publish_proxy_enabled: true                                                  | false    | ?   ?   ?   ?   ?   ?   +
            chat:a     | publish_proxy_enabled: true, allow_publish_for_client: true                  | true     | ?   ?   ?   ?   ?   ?   +
            chat:é     | publish_proxy_enabled: true                                                  | true     | 107 107 107 107 107 107 +
            chat:é     | allow_publish_for_client: true                                               | false    | 107 107 107 107 107 107 +
            """)
    void publishes(String channel, String options, boolean insecure, String expected) {
        assertThat(cells(
                        insecure,
                        (permissions, requester) -> permissions.publish(channel(channel, options), requester)))
                .isEqualTo(List.of(expected.split(" +")));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # channel | options                                                       | insecure | who may read it
            chat:a    | FEATURE                                                       | false    | 103 103 103 103 103 103 +
            chat:a    | FEATURE, allow_X_for_client: true                             | false    | 103 +   103 +   103 +   +
            chat:a    | FEATURE, allow_X_for_subscriber: true                         | false    | 103 103 103 +   103 103 +
            chat:a    | FEATURE, allow_X_for_anonymous: true                          | false    | 103 103 103 103 103 103 +
            chat:a    | FEATURE, allow_X_for_client: true, allow_X_for_anonymous: true | false   | +   +   +   +   +   +   +
            chat:a    | FEATURE, allow_X_for_subscriber: true, allow_X_for_anonymous: true | false | 103 103 + + 103 103 +
            chat:a    | FEATURE                                                       | true     | +   +   +   +   +   +   +
            $chat:a   | FEATURE, allow_X_for_client: true                             | false    | 103 +   103 +   103 +   +
            chat:a    | allow_X_for_client: true                                      | false    | 108 108 108 108 108 108 108
            chat:a    | allow_X_for_client: true                                      | true     | 108 108 108 108 108 108 108
            chat:é    | FEATURE, allow_X_for_client: true                             | true     | 107 107 107 107 107 107 +
            chat:é    | allow_X_for_client: true                                      | false    | 107 107 107 107 107 107 108
            """)
    void readsHistoryAndPresence(String channel, String options, boolean insecure, String expected) {
        String history = options.replace("FEATURE", HISTORY).replace("_X_", "_history_");
        String presence = options.replace("FEATURE", "presence: true").replace("_X_", "_presence_");

        assertThat(cells(
                        insecure,
                        (permissions, requester) -> permissions.readHistory(channel(channel, history), requester)))
                .isEqualTo(List.of(expected.split(" +")));
        assertThat(cells(
                        insecure,
                        (permissions, requester) -> permissions.seePresence(channel(channel, presence), requester)))
                .isEqualTo(List.of(expected.split(" +")));
    }

    @Test
    void asksTheProxyThatTheNamespaceNames() {
        Channel channel = channel("chat:a", "subscribe_proxy_enabled: true, subscribe_proxy_name: rooms");

        assertThat(new ChannelPermissions(false).subscribe(channel, client("42", false)))
                .isEqualTo(new Permission.AskProxy("rooms"));
    }

    @Test
    void asksWhetherAClientSubscribesOnlyWhereItMatters() {
        Requester unasked = new Requester.Client("42", () -> {
            throw new AssertionError("asked");
        });
        ChannelPermissions permissions = new ChannelPermissions(false);

        assertThat(permissions.publish(
                        channel("chat:a", "allow_publish_for_client: true, allow_publish_for_subscriber: true"),
                        unasked))
                .isEqualTo(new Permission.Granted());
        assertThat(permissions.readHistory(channel("chat:a", HISTORY), unasked))
                .isEqualTo(new Permission.Denied(ErrorCode.PERMISSION_DENIED));
    }

    private interface Action {
        Permission ask(ChannelPermissions permissions, Requester requester);
    }

    private static List<String> cells(boolean insecure, Action action) {
        List<String> cells = new ArrayList<>();
        for (Requester requester : REQUESTERS) {
            cells.add(
                    switch (action.ask(new ChannelPermissions(insecure), requester)) {
                        case Permission.Granted granted -> "+";
                        case Permission.AskProxy proxy -> "?";
                        case Permission.Denied denied ->
                            Integer.toString(denied.code().code());
                    });
        }
        return cells;
    }

    private static Requester.Client client(String user, boolean subscribed) {
        return new Requester.Client(user, () -> subscribed);
    }

    static Channel channel(String name, String options) {
        ChannelName channel = new ChannelName(name);
        return new Channel(channel, TestRules.namespace(channel.namespace(), options));
    }

    /** A requester of another kind needs columns of its own. */
    @Test
    void asksForEveryKindOfRequester() {
        Set<Class<?>> kinds = REQUESTERS.stream().map(Requester::getClass).collect(Collectors.toSet());

        assertThat(kinds).containsExactlyInAnyOrder(Requester.class.getPermittedSubclasses());
    }
}
