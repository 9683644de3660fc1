package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutTask.Broadcast;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LiveDeliveryTest {

    private final DeliveryFixture fixture = new DeliveryFixture();
    private final Channel train = fixture.train;
    private final Channel other = fixture.channel("vehicle:2");
    private final LiveDelivery live = fixture.engine.live();

    @Test
    void aConnectionGetsAllOfABatchInOneFrameInOrder() {
        ConnectionId both = fixture.subscriber("a", train);
        fixture.subscribe(both, other);
        ConnectionId one = fixture.subscriber("b", other);

        live.deliver(List.of(of(train, "1"), of(other, "2"), of(train, "3"), of(fixture.channel("vehicle:9"), "4")));

        assertThat(fixture.gateway.received(both)).hasSize(1);
        assertThat(fixture.gateway.received(both).getFirst().lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains("vehicle:1").contains("\"data\":1"),
                        line -> assertThat(line).contains("vehicle:2").contains("\"data\":2"),
                        line -> assertThat(line).contains("vehicle:1").contains("\"data\":3"));
        assertThat(fixture.gateway.received(one)).hasSize(1);
    }

    @Test
    void findsASubscriberThatCameNoLongerThanTheInterestTtlAgo() {
        live.deliver(List.of(of(train, "1")));
        ConnectionId subscriber = fixture.subscriber("a", train);
        fixture.simulation.runUntil(fixture.now().plusSeconds(1));

        live.deliver(List.of(of(train, "2")));

        assertThat(fixture.gateway.received(subscriber)).hasSize(1);
    }

    @Test
    void forgetsAConnectionThatIsGone() {
        ConnectionId gone = fixture.subscriber("a", train);
        fixture.gateway.fate(gone, any -> answer(new PostResult.Gone()));

        live.deliver(List.of(of(train, "1")));
        fixture.runTriggered();
        live.deliver(List.of(of(train, "2")));

        assertThat(fixture.connections.find(gone)).isEmpty();
        assertThat(fixture.gateway.posts(gone)).isEqualTo(1);
    }

    @Test
    void keepsAConnectionWhoseHandshakeIsStillGoingOn() {
        ConnectionId connecting = fixture.connect("a");
        fixture.subscribe(connecting, train, 0, fixture.now().plus(Connection.LIFETIME));
        fixture.gateway.fate(connecting, any -> answer(new PostResult.Gone()));
        live.deliver(List.of(of(train, "1")));
        fixture.gateway.fate(connecting, any -> accepted(5));
        fixture.simulation.runUntil(fixture.now().plusSeconds(1));

        live.deliver(List.of(of(train, "2")));

        assertThat(fixture.gateway.received(connecting)).hasSize(1);
        assertThat(fixture.trigger.tasks()).isEmpty();
    }

    /** Issue: one slow socket on 50 channels must not multiply work. */
    @Test
    void aStalledConnectionHasOnePostInFlightAndNoTaskWhateverIsPublished() {
        ConnectionId stalled = fixture.subscriber("a", train);
        List<Channel> channels = IntStream.range(0, 50)
                .mapToObj(n -> fixture.channel("vehicle:" + n))
                .toList();
        channels.forEach(channel -> fixture.subscribe(stalled, channel));
        ConnectionId quick = fixture.subscriber("b", train);
        fixture.gateway.fate(stalled, any -> accepted(60_000));
        Instant start = fixture.now();
        List<Duration> lasted = new ArrayList<>();

        for (int second = 0; second < 10; second++) {
            Instant before = fixture.now();
            live.deliver(channels.stream().map(channel -> of(channel, "1")).toList());
            lasted.add(Duration.between(before, fixture.now()));
            fixture.simulation.runUntil(start.plusSeconds(second + 1));
        }

        assertThat(fixture.trigger.tasks()).isEmpty();
        // Posts end after 2.5 s at the latest: a new one may follow then.
        assertThat(fixture.gateway.posts(stalled)).isLessThanOrEqualTo(5);
        assertThat(fixture.gateway.received(quick)).hasSize(10);
        // Only the first batch waits for it, and not for long.
        assertThat(lasted.getFirst()).isLessThanOrEqualTo(Duration.ofMillis(600));
        assertThat(lasted.subList(1, 10)).allMatch(one -> one.compareTo(Duration.ofMillis(100)) < 0);
    }

    @Test
    void closesAConnectionThatAcceptsNothingFor30SecondsAlsoTheOnlyOne() {
        ConnectionId stuck = fixture.subscriber("a", train);
        fixture.gateway.fate(stuck, any -> answer(new PostResult.Throttled()));

        publishEverySecond(29);
        assertThat(fixture.gateway.closed()).isEmpty();
        publishEverySecond(4);

        assertThat(fixture.gateway.closed()).containsExactly(stuck);
    }

    @Test
    void aConnectionThatAcceptsAgainGetsWhatIsPublishedThen() {
        ConnectionId slow = fixture.subscriber("a", train);
        fixture.gateway.fate(slow, any -> answer(new PostResult.Failed("503")));
        publishEverySecond(3);
        fixture.gateway.fate(slow, any -> accepted(5));

        publishEverySecond(2);

        assertThat(fixture.gateway.received(slow)).hasSize(2);
        assertThat(fixture.liveSlow.size()).isZero();
    }

    @Test
    void dropsWithoutClosingAnyoneWhenTheAccountIsThrottled() {
        fixture.subscribers(30, train);
        fixture.gateway.everyone(any -> answer(new PostResult.Throttled()));

        publishEverySecond(40);

        assertThat(fixture.gateway.closed()).isEmpty();
    }

    @Test
    void aWorkerDoesNotDeliverWhatIsOlderThanTenSeconds() {
        ConnectionId subscriber = fixture.subscriber("a", train);
        Publication old = of(train, "1").publication();
        fixture.simulation.runUntil(fixture.now().plusSeconds(11));
        Publication recent = of(train, "2").publication();

        fixture.worker.run(new Broadcast(train.name(), 0, List.of(old, recent), null), "me", inAMinute());

        assertThat(fixture.gateway.received(subscriber))
                .singleElement()
                .asString()
                .contains("\"data\":2");
    }

    @Test
    void leavesALargeAudienceToWorkers() {
        List<ConnectionId> subscribers = fixture.subscribers(201, train);

        live.deliver(List.of(of(train, "1"), of(train, "2")));

        assertThat(fixture.trigger.tasks())
                .singleElement()
                .isInstanceOfSatisfying(
                        Broadcast.class, task -> assertThat(task.publications()).hasSize(2));
        fixture.runTriggered();
        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.gateway.received(one)).hasSize(1));
    }

    @Test
    void handsOnThePagesThereIsNoTimeFor() {
        List<ConnectionId> subscribers = fixture.subscribers(400, train);
        fixture.gateway.usually(any -> accepted(100));
        Broadcast task = new Broadcast(train.name(), 0, List.of(of(train, "1").publication()), null);

        fixture.worker.run(task, "me", fixture.now().plusSeconds(5).plusMillis(150));

        assertThat(fixture.trigger.tasks())
                .singleElement()
                .isInstanceOfSatisfying(
                        Broadcast.class, next -> assertThat(next.after()).isNotNull());
        fixture.runTriggered();
        assertThat(subscribers)
                .filteredOn(one -> fixture.gateway.received(one).isEmpty())
                .hasSizeLessThan(70);
    }

    @Test
    void aWorkerFailsWhenApiGatewayRefusesTheCaller() {
        ConnectionId subscriber = fixture.subscriber("a", train);
        fixture.gateway.everyone(any -> answer(new PostResult.Refused(403, "ForbiddenException")));
        Broadcast task = new Broadcast(train.name(), 0, List.of(of(train, "1").publication()), null);

        assertThatThrownBy(() -> fixture.worker.run(task, "me", inAMinute()))
                .isInstanceOf(DeliveryRefusedException.class);
        assertThat(fixture.gateway.closed()).isEmpty();
        assertThat(fixture.connections.find(subscriber)).isPresent();
    }

    private void publishEverySecond(int seconds) {
        for (int n = 0; n < seconds; n++) {
            Instant next = fixture.now().plusSeconds(1);
            live.deliver(List.of(of(train, Integer.toString(n))));
            fixture.simulation.runUntil(next);
        }
    }

    private Instant inAMinute() {
        return fixture.now().plusSeconds(60);
    }

    private ChannelPublication of(Channel channel, String data) {
        return new ChannelPublication(channel, new Publication(0, new Json(data), null, Map.of(), fixture.now()));
    }
}
