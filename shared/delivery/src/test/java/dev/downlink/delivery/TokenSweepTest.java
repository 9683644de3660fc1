package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.FanOutTask.Departure;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TokenSweepTest {

    private static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");
    private static final ChannelName NEWS = new ChannelName("$news");

    private final TestClock clock = new TestClock();
    private final TestDelivery delivery = new TestDelivery(clock);
    private final TokenSweep sweep = delivery.tokenSweep();

    @BeforeEach
    void connected() {
        delivery.connections.open(
                new TestClient(ANN, clock.instant()).withSession().connection());
    }

    @Test
    void disconnectsAConnectionWhoseTokenExpired() {
        expires(60);

        assertThat(after(84)).isZero();
        assertThat(after(1)).isEqualTo(1);
        assertThat(delivery.poster.received(ANN))
                .containsExactly("{\"push\":{\"disconnect\":{\"code\":3005,\"reason\":\"connection expired\"}}}");
        assertThat(delivery.connections.find(ANN)).isEmpty();
        assertThat(after(60)).isZero();
    }

    @Test
    void leavesAConnectionWithANewTokenAlone() {
        expires(60);
        clock.advance(Duration.ofSeconds(70));
        expires(600);

        assertThat(after(60)).isZero();
        assertThat(delivery.connections.find(ANN)).isPresent();
        assertThat(after(600)).isEqualTo(1);
    }

    @Test
    void endsASubscriptionWhoseTokenExpired() {
        subscribe(60, false);

        assertThat(after(84)).isZero();
        assertThat(after(1)).isEqualTo(1);
        assertThat(delivery.poster.received(ANN))
                .containsExactly("{\"push\":{\"channel\":\"$news\",\"unsubscribe\":{\"code\":2501,"
                        + "\"reason\":\"subscription expired\"}}}");
        assertThat(delivery.subscriptions.channelsOf(ANN)).isEmpty();
        assertThat(delivery.connections.find(ANN)).isPresent();
    }

    @Test
    void tellsNothingOfASubscriptionThatTheClientEndedItself() {
        subscribe(60, false);
        delivery.subscriptions.remove(ANN, NEWS);

        assertThat(after(90)).isZero();
        assertThat(delivery.poster.received(ANN)).isEmpty();
    }

    @Test
    void leavesASubscriptionWithANewTokenAlone() {
        subscribe(60, false);
        delivery.subscriptions.renew(
                ANN, NEWS, new SubscriptionTerms(1, null, clock.instant().plusSeconds(600)));

        assertThat(after(90)).isZero();
        assertThat(delivery.subscriptions.channelsOf(ANN)).containsExactly(NEWS);
    }

    @Test
    void tellsTheOthersWhoLeft() {
        subscribe(60, false);
        delivery.subscriptions.markTold(ANN, NEWS);
        Departure departure = Departure.of(
                delivery.subscriptions.find(ANN, NEWS, 0).orElseThrow().withJoinState(JoinState.TOLD));

        after(90);

        assertThat(delivery.trigger.tasks()).containsExactly(new FanOutTask.TellLeft(List.of(departure)));
    }

    @Test
    void disconnectsWhoCannotRenewItsSubscription() {
        subscribe(60, true);

        assertThat(after(90)).isEqualTo(1);
        assertThat(delivery.poster.received(ANN))
                .containsExactly("{\"push\":{\"disconnect\":{\"code\":3006,\"reason\":\"subscription expired\"}}}");
    }

    private void expires(long seconds) {
        Credentials credentials = new Credentials(null, clock.instant().plusSeconds(seconds), 0);
        delivery.connections.identify(ANN, Dialect.CENTRIFUGE, "ann", null, credentials);
        delivery.expiries.note(ANN, credentials.expiresAt());
    }

    private void subscribe(long seconds, boolean serverSide) {
        SubscriptionTerms terms = new SubscriptionTerms(1, null, clock.instant().plusSeconds(seconds));
        Instant end = clock.instant().plus(Connection.LIFETIME);
        Subscription subscription =
                new Subscription(NEWS, ANN, Dialect.CENTRIFUGE, Framing.LINES, "ann", null, 0, serverSide, end);
        delivery.subscriptions.add(subscription.withTerms(terms), 1);
        delivery.expiries.note(ANN, NEWS, terms.expiresAt());
    }

    private int after(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
        return sweep.sweep(clock.instant());
    }
}
