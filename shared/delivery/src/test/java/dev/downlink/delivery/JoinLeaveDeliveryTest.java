package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class JoinLeaveDeliveryTest {

    private final DeliveryFixture fixture = new DeliveryFixture();
    private final Channel train = fixture.train;

    @Test
    void tellsThoseWhoWantToKnowWhateverTheirFilter() {
        ConnectionId observer = subscribe("a", new PushOptions(new Json("{\"cmp\":\"ex\",\"key\":\"x\"}"), true));
        ConnectionId uninterested = subscribe("b", PushOptions.DEFAULT);

        fixture.engine.joinLeave().tellJoined(subscription("c", PushOptions.DEFAULT));

        assertThat(lines(observer))
                .singleElement()
                .asString()
                .contains("\"join\"")
                .contains("\"client\":\"c\"");
        assertThat(fixture.gateway.posts(uninterested)).isZero();
    }

    @Test
    void tellsThatAConnectionIsGoneWhenItIsFoundSo() {
        ConnectionId observer = subscribe("a", new PushOptions(null, true));
        ConnectionId gone = subscribe("b", PushOptions.DEFAULT);
        fixture.subscriptions.markTold(gone, train.name());
        fixture.gateway.fate(gone, any -> answer(new PostResult.Gone()));

        fixture.publish(train, 1);
        fixture.runTriggered();

        assertThat(lines(observer))
                .satisfiesExactly(
                        publication -> assertThat(publication).contains("\"pub\""),
                        leave -> assertThat(leave).contains("\"leave\"").contains("\"client\":\"b\""));
    }

    @Test
    void saysNothingOfAConnectionThatIsGoneBeforeTheOthersWereToldOfIt() {
        ConnectionId observer = subscribe("a", new PushOptions(null, true));
        ConnectionId gone = subscribe("b", PushOptions.DEFAULT);
        fixture.gateway.fate(gone, any -> answer(new PostResult.Gone()));

        fixture.publish(train, 1);
        fixture.runTriggered();

        assertThat(lines(observer)).hasSize(1);
    }

    @Test
    void tellsNobodyInALargeChannel() {
        List<ConnectionId> observers = IntStream.range(0, 201)
                .mapToObj(n -> subscribe("c%03d".formatted(n), new PushOptions(null, true)))
                .toList();

        fixture.engine.joinLeave().tellJoined(subscription("x", PushOptions.DEFAULT));

        assertThat(observers)
                .allSatisfy(one -> assertThat(fixture.gateway.posts(one)).isZero());
    }

    private List<String> lines(ConnectionId connection) {
        return fixture.gateway.received(connection).stream()
                .flatMap(frame -> frame.lines())
                .toList();
    }

    private ConnectionId subscribe(String name, PushOptions options) {
        fixture.connect(name);
        Subscription subscription = subscription(name, options);
        fixture.subscriptions.add(subscription, train.shards());
        return subscription.connection();
    }

    private Subscription subscription(String name, PushOptions options) {
        return new Subscription(
                        train.name(),
                        new ConnectionId(name),
                        Dialect.CENTRIFUGE,
                        Framing.LINES,
                        "",
                        null,
                        0,
                        false,
                        fixture.now().plus(Duration.ofHours(1)))
                .withOptions(options)
                .withJoinState(JoinState.PENDING);
    }
}
