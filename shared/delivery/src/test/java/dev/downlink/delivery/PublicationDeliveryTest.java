package dev.downlink.delivery;

import static dev.downlink.delivery.DeliveryFixture.through;
import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutTask.TakeOver;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.history.Draft;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class PublicationDeliveryTest {

    private final DeliveryFixture fixture = new DeliveryFixture();
    private final Channel lobby = fixture.lobby;
    private final ChannelShard shard = new ChannelShard(lobby.name(), 0);

    @Test
    void aPublisherServesASmallAudienceItself() {
        List<ConnectionId> subscribers = fixture.subscribers(3, lobby);

        fixture.publish(lobby, 12);

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(12)));
        assertThat(fixture.trigger.tasks()).isEmpty();
    }

    @Test
    void aWorkerTakesOverWhatDoesNotFitOnePage() {
        List<ConnectionId> subscribers = fixture.subscribers(11, lobby);

        fixture.publish(lobby, 1);

        assertThat(fixture.trigger.tasks()).singleElement().isInstanceOf(TakeOver.class);
        assertThat(fixture.offsets(subscribers.get(3))).containsExactly(1L);
        assertThat(fixture.offsets(subscribers.get(4))).isEmpty();
        fixture.runTriggered();
        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).containsExactly(1L));
    }

    @Test
    void aSlowConnectionCostsThePublisherItsBudgetAtMost() {
        ConnectionId hung = fixture.subscriber("a", lobby);
        ConnectionId quick = fixture.subscriber("b", lobby);
        fixture.gateway.fate(hung, any -> accepted(2_000));
        var before = fixture.now();

        fixture.publish(lobby, 1);

        assertThat(Duration.between(before, fixture.now())).isLessThanOrEqualTo(Duration.ofMillis(300));
        assertThat(fixture.offsets(quick)).containsExactly(1L);
        fixture.runTriggered();
        assertThat(fixture.offsets(hung)).contains(1L);
    }

    @Test
    void whatIsPublishedWhileSomeoneHoldsTheLeaseIsNotedAndMarked() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        fixture.ledger.acquire(shard, "other", Duration.ofMinutes(1));

        fixture.publish(lobby, 1);

        assertThat(fixture.offsets(subscriber)).isEmpty();
        assertThat(fixture.pending.marked().shards()).containsExactly(shard);
        assertThat(fixture.trigger.tasks()).isEmpty();
    }

    @Test
    void aChannelFoundEmptyTakesNoLeaseUntilSomeoneSubscribes() {
        fixture.publish(lobby, 1);
        fixture.publish(lobby, 1);
        var lease = fixture.ledger.acquire(shard, "probe", Duration.ofSeconds(1));
        assertThat(lease).isInstanceOf(dev.downlink.ledger.DeliveryLedger.Claim.Acquired.class);
        fixture.simulation.runUntil(fixture.now().plusSeconds(2));

        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.publish(lobby, 2);

        assertThat(fixture.offsets(subscriber)).containsExactly(3L, 4L);
    }

    @Test
    void skipsShardsThatNobodySubscribesTo() {
        List<ConnectionId> subscribers = fixture.subscribers(1, fixture.wide);

        fixture.publish(fixture.wide, 2);

        fixture.runTriggered();
        assertThat(fixture.offsets(subscribers.getFirst())).isEqualTo(through(2));
    }

    @Test
    void aNewShardBeginsWhereItsSubscribersNeedIt() {
        fixture.publish(fixture.wide, 10);
        List<ConnectionId> late = fixture.subscribers(8, fixture.wide);

        fixture.publish(fixture.wide, 1);
        fixture.runTriggered();

        assertThat(late).allSatisfy(one -> assertThat(fixture.offsets(one)).containsExactly(11L));
    }

    @Test
    void fewerShardsCutNobodyOff() {
        List<ConnectionId> subscribers = fixture.subscribers(8, fixture.wide);
        Channel narrowed = new Channel(fixture.wide.name(), fixture.lobby.namespace());
        assertThat(narrowed.shards()).isEqualTo(1);

        fixture.publisher.publish(narrowed, Draft.of(new Json("1")));
        fixture.runTriggered();

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).containsExactly(1L));
    }

    @Test
    void aConnectionThatIsGoneIsRemovedOutsideOfTheLease() {
        ConnectionId gone = fixture.subscriber("a", lobby);
        ConnectionId there = fixture.subscriber("b", lobby);
        fixture.gateway.fate(gone, any -> answer(new PostResult.Gone()));

        fixture.publish(lobby, 1);

        assertThat(fixture.trigger.tasks()).containsExactly(new FanOutTask.RemoveConnections(List.of(gone)));
        fixture.runTriggered();
        assertThat(fixture.connections.find(gone)).isEmpty();
        assertThat(fixture.subscriptions.contains(gone, lobby)).isFalse();
        assertThat(fixture.offsets(there)).containsExactly(1L);
    }

    @Test
    void waitsForAConnectionWhoseHandshakeIsStillGoingOn() {
        ConnectionId connecting = fixture.connect("a");
        fixture.subscribe(connecting, lobby, 0, fixture.now().plus(Connection.LIFETIME));
        fixture.gateway.fate(connecting, any -> answer(new PostResult.Gone()));

        fixture.publish(lobby, 2);
        fixture.gateway.fate(connecting, any -> accepted(5));
        fixture.runTriggered();

        assertThat(fixture.offsets(connecting)).isEqualTo(through(2));
    }

    @Test
    void aRefusalOfTheCallerAdvancesNothingAndClosesNobody() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.gateway.everyone(any -> answer(new PostResult.Refused(403, "ForbiddenException")));

        fixture.publish(lobby, 2);

        assertThat(fixture.offsets(subscriber)).isEmpty();
        assertThat(fixture.gateway.closed()).isEmpty();
        assertThat(fixture.connections.find(subscriber)).isPresent();
        assertThat(fixture.pending.marked().shards()).containsExactly(shard);
        fixture.gateway.everyone(null);
        fixture.simulation.runUntil(fixture.now().plusSeconds(60));
        assertThat(fixture.sweep.sweep()).isEqualTo(1);
        fixture.runTriggered();
        assertThat(fixture.offsets(subscriber)).isEqualTo(through(2));
    }

    @Test
    void theSweepFindsWhatNobodyDelivers() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.subscribers(5, lobby);
        fixture.publish(lobby, 1);
        // The kick is lost: no worker ever runs.
        fixture.trigger.take();
        assertThat(fixture.offsets(subscriber)).containsExactly(1L);
        fixture.simulation.runUntil(fixture.now().plusSeconds(60));

        assertThat(fixture.sweep.sweep()).isEqualTo(1);
        fixture.runTriggered();

        assertThat(fixture.offsets(new ConnectionId("c004"))).contains(1L);
        assertThat(fixture.sweep.sweep()).isZero();
    }

    @Test
    void theSweepLooksAgainAtWhatAWorkerIsAtWorkOn() {
        fixture.subscribers(5, lobby);
        fixture.publish(lobby, 1);
        fixture.trigger.take();
        // Its lease is still held when the sweep looks: it may yet be lost.
        assertThat(fixture.sweep.sweep()).isZero();
        fixture.simulation.runUntil(fixture.now().plusSeconds(120));

        assertThat(fixture.sweep.sweep()).isEqualTo(1);
    }

    @Test
    void aLateWorkerDoesNotTakeOverFromASuccessor() {
        List<ConnectionId> subscribers = fixture.subscribers(5, lobby);
        fixture.publish(lobby, 1);
        List<FanOutTask> late = fixture.trigger.take();
        fixture.simulation.runUntil(fixture.now().plusSeconds(11));
        fixture.publish(lobby, 1);
        fixture.runTriggered();

        late.forEach(task -> fixture.worker.run(task, "late", fixture.now().plusSeconds(60)));

        assertThat(fixture.offsets(subscribers.getLast())).isEqualTo(through(2));
        assertThat(fixture.ledger.request(shard, fixture.history.head(lobby), "probe", Duration.ofSeconds(1)))
                .isInstanceOf(Requested.Delivered.class);
    }
}
