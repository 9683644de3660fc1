package dev.downlink.channel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.protocol.Tracking;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a subscriber gets beside publications: by the options of centrifuge-protocol, section 9, and by what it asked. */
class TrackingPermissionsTest {

    private static final String HISTORY = "history_size: 10, history_ttl: 60s";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # options                                                       | user | insecure | asked for nothing, positions, recovery
            HISTORY                                                         | 42   | false    | NONE        | NONE        | NONE
            HISTORY, force_positioning: true                                | ''   | false    | POSITIONED  | POSITIONED  | POSITIONED
            HISTORY, allow_positioning: true                                | ''   | false    | NONE        | POSITIONED  | POSITIONED
            HISTORY, allow_recovery: true                                   | ''   | false    | NONE        | NONE        | RECOVERABLE
            HISTORY, allow_positioning: true, allow_recovery: true          | ''   | false    | NONE        | POSITIONED  | RECOVERABLE
            HISTORY, force_recovery: true                                   | ''   | false    | RECOVERABLE | RECOVERABLE | RECOVERABLE
            HISTORY, allow_history_for_client: true                         | 42   | false    | NONE        | POSITIONED  | RECOVERABLE
            HISTORY, allow_history_for_subscriber: true                     | 42   | false    | NONE        | POSITIONED  | RECOVERABLE
            HISTORY, allow_history_for_subscriber: true                     | ''   | false    | NONE        | NONE        | NONE
            HISTORY, allow_history_for_subscriber: true, allow_history_for_anonymous: true | '' | false | NONE | POSITIONED | RECOVERABLE
            HISTORY                                                         | ''   | true     | NONE        | POSITIONED  | RECOVERABLE
            allow_history_for_client: true                                  | 42   | true     | NONE        | NONE        | NONE
            """)
    void tracksPositions(
            String options, String user, boolean insecure, Tracking nothing, Tracking positions, Tracking recovery) {
        Channel channel = ChannelPermissionsTest.channel("chat:a", options.replace("HISTORY", HISTORY));
        Requester.Client client = new Requester.Client(user, () -> false);
        ChannelPermissions permissions = new ChannelPermissions(insecure);

        assertThat(permissions.tracking(channel, client, Tracking.NONE)).isEqualTo(nothing);
        assertThat(permissions.tracking(channel, client, Tracking.POSITIONED)).isEqualTo(positions);
        assertThat(permissions.tracking(channel, client, Tracking.RECOVERABLE)).isEqualTo(recovery);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            # options                                                 | user | insecure | without asking, asked
            join_leave: true                                          | 42   | false    | false | false
            join_leave: true, force_push_join_leave: true             | ''   | false    | true  | true
            join_leave: true, allow_presence_for_client: true         | 42   | false    | false | true
            join_leave: true, allow_presence_for_subscriber: true     | 42   | false    | false | true
            join_leave: true, allow_presence_for_subscriber: true     | ''   | false    | false | false
            allow_presence_for_client: true                           | 42   | false    | false | false
            join_leave: true                                          | ''   | true     | false | true
            """)
    void tellsWhoJoinsAndLeaves(String options, String user, boolean insecure, boolean unasked, boolean asked) {
        Channel channel = ChannelPermissionsTest.channel("chat:a", options);
        Requester.Client client = new Requester.Client(user, () -> false);
        ChannelPermissions permissions = new ChannelPermissions(insecure);

        assertThat(permissions.tellsJoinLeave(channel, client, false)).isEqualTo(unasked);
        assertThat(permissions.tellsJoinLeave(channel, client, true)).isEqualTo(asked);
    }
}
