package dev.downlink.connectionservice;

import static dev.downlink.connectionservice.Fixture.ANN;
import static dev.downlink.connectionservice.Fixture.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.protocol.Dialect;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class JoinLeaveTest {

    private static final String RULES = """
            namespaces:
              room: {join_leave: true, force_push_join_leave: true,
                     allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
              logged: {join_leave: true, history_size: 5, history_ttl: 1h, force_push_join_leave: true,
                       allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
              asked: {join_leave: true, presence: true, allow_presence_for_subscriber: true,
                      allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
              denied: {join_leave: true, presence: true,
                       allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
              quiet: {force_push_join_leave: true,
                      allow_subscribe_for_client: true, allow_subscribe_for_anonymous: true}
            lobby: room:a
            """;
    private static final String JOIN_OF_BOB =
            "{\"push\":{\"channel\":\"room:a\",\"join\":{\"info\":{\"user\":\"bob\",\"client\":\"" + BOB + "\"}}}}";

    private final Fixture fixture = new Fixture(ChannelRulesLoader.load(RULES));

    @BeforeEach
    void connect() {
        session(ANN, "ann");
        session(BOB, "bob");
    }

    @Test
    void tellsTheOthersBeforeItAnswersAndTheSubscriberBehindTheReply() {
        subscribe(ANN, "room:a", "");

        String reply = subscribe(BOB, "room:a", "");

        assertThat(fixture.received(ANN)).containsExactly(JOIN_OF_BOB);
        assertThat(reply).isEqualTo("{\"id\":2,\"subscribe\":{}}\n" + JOIN_OF_BOB);
        assertThat(fixture.received(BOB)).isEmpty();
    }

    @Test
    void tellsInChannelsWithHistoryToo() {
        subscribe(ANN, "logged:a", "");
        subscribe(BOB, "logged:a", "");
        unsubscribe(BOB, "logged:a");

        assertThat(fixture.received(ANN))
                .satisfiesExactly(
                        join -> assertThat(join).contains("\"join\""),
                        leave -> assertThat(leave).contains("\"leave\""));
    }

    @Test
    void tellsTheOthersWhoUnsubscribes() {
        subscribe(ANN, "room:a", "");
        subscribe(BOB, "room:a", "");

        unsubscribe(BOB, "room:a");
        unsubscribe(BOB, "room:a");

        assertThat(fixture.received(ANN)).containsExactly(JOIN_OF_BOB, JOIN_OF_BOB.replace("join", "leave"));
    }

    @Test
    void tellsOnlyThoseWhoAskAndMaySeePresence() {
        subscribe(ANN, "asked:a", "");
        ConnectionId cat = new ConnectionId("L0SM9cOFvHcCCat=");
        session(cat, "cat");
        subscribe(cat, "asked:a", ",\"join_leave\":true");
        subscribe(BOB, "asked:a", "");
        assertThat(fixture.received(ANN)).isEmpty();
        assertThat(fixture.received(cat)).hasSize(1);

        subscribe(ANN, "denied:a", ",\"join_leave\":true");
        subscribe(BOB, "denied:a", "");
        assertThat(fixture.received(ANN)).isEmpty();
    }

    @Test
    void tellsNobodyWhereTheNamespaceDoesNotSaySo() {
        subscribe(ANN, "quiet:a", "");

        assertThat(subscribe(BOB, "quiet:a", "")).isEqualTo("{\"id\":2,\"subscribe\":{}}");
        unsubscribe(BOB, "quiet:a");

        assertThat(fixture.received(ANN)).isEmpty();
    }

    @Test
    void tellsOnceOfAClientThatSubscribesAnew() {
        subscribe(ANN, "room:a", "");
        ConnectionId action = new ConnectionId("L0SM9cOFvHcCAct=");
        fixture.connected(action);
        fixture.send(action, "{\"action\":\"subscribe\",\"channel\":\"room:a\"}");

        String again = fixture.send(action, "{\"action\":\"subscribe\",\"channel\":\"room:a\"}");

        assertThat(fixture.received(ANN)).hasSize(1);
        assertThat(again).isEqualTo("{\"type\":\"subscribed\",\"channel\":\"room:a\"}");
    }

    @Test
    void tellsThatAConnectionEndedOnlyWhereItWasToldThatItJoined() {
        subscribe(ANN, "room:a", "");
        subscribe(BOB, "room:a", "");

        assertThat(fixture.connections.remove(BOB))
                .singleElement()
                .satisfies(told -> assertThat(told.joinState()).isEqualTo(JoinState.TOLD));
    }

    /** It sees the subscription before the others were told of it, so it leaves both to the subscriber. */
    @Test
    void tellsThatASubscriberLeftAfterItJoinedWhenItUnsubscribesMeanwhile() {
        Fixture racing = new Fixture(ChannelRulesLoader.load(RULES), new Fixture.Between() {
            @Override
            public SubscriptionRepository wrap(SubscriptionRepository subscriptions) {
                return new ForwardingSubscriptions(subscriptions) {
                    @Override
                    public boolean markTold(ConnectionId connection, ChannelName channel) {
                        if (connection.equals(BOB)) {
                            subscriptions.remove(connection, channel);
                        }
                        return super.markTold(connection, channel);
                    }
                };
            }
        });
        racing.inSession(ANN);
        racing.inSession(BOB);
        racing.send(ANN, "{\"subscribe\":{\"channel\":\"room:a\"},\"id\":2}");
        racing.send(BOB, "{\"subscribe\":{\"channel\":\"room:a\"},\"id\":2}");

        assertThat(racing.received(ANN))
                .satisfiesExactly(
                        join -> assertThat(join).contains("\"join\""),
                        leave -> assertThat(leave).contains("\"leave\""));
    }

    private void session(ConnectionId id, String user) {
        fixture.connected(id);
        fixture.connections.identify(id, Dialect.CENTRIFUGE, user, null, Credentials.NONE);
    }

    private String subscribe(ConnectionId id, String channel, String options) {
        return fixture.send(id, "{\"subscribe\":{\"channel\":\"" + channel + "\"" + options + "},\"id\":2}");
    }

    private void unsubscribe(ConnectionId id, String channel) {
        fixture.send(id, "{\"unsubscribe\":{\"channel\":\"" + channel + "\"},\"id\":3}");
    }
}
