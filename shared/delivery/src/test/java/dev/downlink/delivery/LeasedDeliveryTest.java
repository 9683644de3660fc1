package dev.downlink.delivery;

import static dev.downlink.delivery.DeliveryFixture.through;
import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.channel.Channel;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.history.Draft;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class LeasedDeliveryTest {

    private final DeliveryFixture fixture = new DeliveryFixture();
    private final Channel lobby = fixture.lobby;
    private final ChannelShard shard = new ChannelShard(lobby.name(), 0);

    @Test
    void deliversToEverySubscriberInOrder() {
        List<ConnectionId> subscribers = fixture.subscribers(11, lobby);
        fixture.appendOnly(lobby, 12);

        catchUp();

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(12)));
    }

    @Test
    void packsWhatHasPiledUpIntoOneFrame() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 5);

        catchUp();

        assertThat(fixture.gateway.received(subscriber)).hasSize(1);
    }

    @Test
    void skipsWhatASubscriberHadWhenItSubscribed() {
        ConnectionId early = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 2);
        ConnectionId late = fixture.subscriber("b", lobby);
        fixture.appendOnly(lobby, 1);

        catchUp();

        assertThat(fixture.offsets(early)).isEqualTo(through(3));
        assertThat(fixture.offsets(late)).containsExactly(3L);
    }

    @Test
    void aSlowConsumerDelaysNobodyAndGetsEverythingInOrder() {
        ConnectionId slow = fixture.subscriber("a", lobby);
        ConnectionId quick = fixture.subscriber("b", lobby);
        AtomicInteger refusals = new AtomicInteger();
        fixture.gateway.fate(
                slow, any -> refusals.getAndIncrement() < 12 ? answer(new PostResult.Throttled()) : accepted(5));
        // More than a range, so that the quick one gets the next one before the slow one gets this.
        fixture.appendOnly(lobby, 7);

        catchUp();

        assertThat(fixture.offsets(quick)).isEqualTo(through(7));
        assertThat(fixture.offsets(slow)).isEqualTo(through(7));
    }

    @Test
    void closesAConnectionThatAcceptsNothingFor30Seconds() {
        ConnectionId stuck = fixture.subscriber("a", lobby);
        ConnectionId quick = fixture.subscriber("b", lobby);
        fixture.gateway.fate(stuck, any -> answer(new PostResult.Throttled()));
        fixture.appendOnly(lobby, 3);
        Instant start = fixture.now();

        catchUp();

        assertThat(fixture.gateway.closed()).containsExactly(stuck);
        assertThat(fixture.connections.find(stuck)).isEmpty();
        assertThat(fixture.offsets(quick)).isEqualTo(through(3));
        assertThat(Duration.between(start, fixture.now())).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(35));
    }

    @Test
    void doesNotCloseAConnectionForWhatADeadWorkerSavedBeforeItAcceptedSomething() {
        ConnectionId moody = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        Claim.Acquired dead = (Claim.Acquired) fixture.ledger.acquire(shard, "dead", Duration.ofSeconds(10));
        Instant since = fixture.now().minusSeconds(25);
        SlowConsumer slow = new SlowConsumer(moody, 0, since, fixture.now().plusSeconds(2));
        fixture.ledger.save(
                dead.lease(),
                new Progress(new StreamPosition(1, dead.lease().epoch()), null, List.of(slow)),
                Duration.ofSeconds(10));
        fixture.simulation.runUntil(fixture.now().plusSeconds(11));
        fixture.gateway.fate(moody, any -> answer(new PostResult.Throttled()));

        worker(fixture.subscriptions)
                .run(new CatchUp(shard), "next", fixture.now().plusSeconds(30));

        assertThat(fixture.gateway.posts(moody)).isPositive();
        assertThat(fixture.gateway.closed()).isEmpty();
    }

    @Test
    void doesNotCloseAConnectionAfterItStoodStillAndMayHaveLostItsLease() {
        ConnectionId stuck = fixture.subscriber("a", lobby);
        fixture.gateway.fate(stuck, any -> answer(new PostResult.Throttled()));
        fixture.appendOnly(lobby, 1);
        Claim.Acquired first = (Claim.Acquired) fixture.ledger.acquire(shard, "first", Duration.ofSeconds(10));
        SlowConsumer slow = new SlowConsumer(stuck, 0, fixture.now().minusSeconds(40), fixture.now());
        fixture.ledger.abandon(
                first.lease(), new Progress(new StreamPosition(1, first.lease().epoch()), null, List.of(slow)));
        AtomicInteger finds = new AtomicInteger();
        SubscriptionRepository standingStill =
                Before.each(SubscriptionRepository.class, fixture.subscriptions, (method, args) -> {
                    // The first one is for another attempt, the second one to close it.
                    if (method.equals("find") && finds.incrementAndGet() == 2) {
                        fixture.simulation.runUntil(fixture.now().plusSeconds(12));
                        fixture.ledger.acquire(shard, "next", Duration.ofMinutes(5));
                    }
                });

        worker(standingStill).run(new CatchUp(shard), "me", fixture.now().plusSeconds(90));

        fixture.simulation.runUntil(fixture.now().plusSeconds(1));
        assertThat(finds).hasValue(2);
        assertThat(fixture.gateway.closed()).isEmpty();
    }

    @Test
    void disconnectsTheSlowestAtOnceWhenTooManyAreSlow() {
        List<ConnectionId> stuck = fixture.subscribers(25, lobby);
        ConnectionId quick = fixture.subscriber("z", lobby);
        stuck.forEach(one -> fixture.gateway.fate(one, any -> answer(new PostResult.Failed("503"))));
        fixture.appendOnly(lobby, 1);
        Instant start = fixture.now();

        worker(fixture.subscriptions).run(new CatchUp(shard), "me", start.plusSeconds(15));

        assertThat(fixture.gateway.closed()).hasSizeGreaterThanOrEqualTo(5);
        assertThat(fixture.offsets(quick)).containsExactly(1L);
    }

    @Test
    void slowsDownAndLosesNobodyWhenTheAccountIsThrottled() {
        List<ConnectionId> all = fixture.subscribers(30, lobby);
        fixture.gateway.everyone(any -> answer(new PostResult.Throttled()));
        fixture.appendOnly(lobby, 4);

        worker(fixture.subscriptions)
                .run(new CatchUp(shard), "me", fixture.now().plusSeconds(60));

        assertThat(fixture.gateway.closed()).isEmpty();
        assertThat(fixture.limit.current()).isEqualTo(4);
        fixture.gateway.everyone(null);
        fixture.runTriggered();
        assertThat(all).allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(4)));
    }

    @Test
    void handsOverBeforeItsDeadlineAndTheNextGoesOnWithoutLossOrRepetition() {
        List<ConnectionId> subscribers = fixture.subscribers(40, lobby);
        fixture.gateway.usually(any -> accepted(400));
        fixture.appendOnly(lobby, 3);

        worker(fixture.subscriptions)
                .run(new CatchUp(shard), "first", fixture.now().plusSeconds(5).plusMillis(200));

        assertThat(fixture.trigger.tasks()).hasSize(1);
        fixture.runTriggered();
        // Posts in flight at the end may be repeated; those that were not started are not lost.
        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).endsWith(1L, 2L, 3L));
        assertThat(subscribers)
                .filteredOn(one -> fixture.offsets(one).size() > 3)
                .hasSizeLessThan(subscribers.size());
    }

    @Test
    void leavesTheShardToTheWorkerThatHoldsIt() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        fixture.ledger.acquire(shard, "other", Duration.ofMinutes(1));

        catchUp();

        assertThat(fixture.offsets(subscriber)).isEmpty();
    }

    @Test
    void waitsForTheEndOfTheLeaseThatAnEarlierAttemptOfItsInvocationDiedWith() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        fixture.ledger.acquire(shard, "me", Duration.ofSeconds(10));

        catchUp();

        assertThat(fixture.offsets(subscriber)).containsExactly(1L);
    }

    @Test
    void stopsWhenAnotherWorkerHasTheLease() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.gateway.fate(subscriber, any -> answer(new PostResult.Failed("503")));
        fixture.appendOnly(lobby, 1);
        Claim.Acquired old = (Claim.Acquired) fixture.ledger.acquire(shard, "old", Duration.ofSeconds(1));
        fixture.simulation.runUntil(fixture.now().plusSeconds(2));
        fixture.ledger.acquire(shard, "new", Duration.ofMinutes(5));

        LeasedDelivery delivery = new LeasedDelivery(
                fixture.engine.context(),
                old.lease(),
                old.progress(),
                List.of(),
                fixture.simulation.create(),
                new LeasedDelivery.Limits(fixture.now().plusSeconds(60), 100));

        assertThat(delivery.run()).isEqualTo(new DeliveryEnd.Lost());
        assertThat(fixture.gateway.posts(subscriber)).isZero();
    }

    @Test
    void deliversWhatIsRequestedWhileItReleases() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        AtomicInteger posts = new AtomicInteger();
        fixture.gateway.fate(subscriber, any -> {
            if (posts.getAndIncrement() == 0) {
                fixture.publish(lobby, 1);
            }
            return accepted(5);
        });

        catchUp();

        assertThat(fixture.offsets(subscriber)).isEqualTo(through(2));
        assertThat(fixture.trigger.tasks()).isEmpty();
    }

    @Test
    void leavesTheShardFreeWhenItFails() {
        fixture.subscriber("a", lobby);
        fixture.appendOnly(lobby, 1);
        SubscriptionRepository failing = Before.failing(SubscriptionRepository.class, fixture.subscriptions, "page", 1);

        assertThatThrownBy(() -> worker(failing)
                        .run(new CatchUp(shard), "me", fixture.now().plusSeconds(60)))
                .hasMessage("The store is away");
        assertThat(fixture.ledger.acquire(shard, "next", Duration.ofSeconds(1))).isInstanceOf(Claim.Acquired.class);
    }

    @Test
    void sendsTheRestOfAPageWhenAFaultInterruptedIt() {
        Instant longAgo = fixture.now().minusSeconds(60);
        fixture.subscriptions.add(
                new Subscription(
                                lobby.name(),
                                fixture.connect("a"),
                                Dialect.CENTRIFUGE,
                                Framing.LINES,
                                "",
                                null,
                                0,
                                false,
                                fixture.now().plusSeconds(3600))
                        .withOptions(PushOptions.DEFAULT.withDelta(new DeltaState.Joining(longAgo))),
                lobby.shards());
        ConnectionId subscriber = fixture.subscriber("b", lobby);
        fixture.appendOnly(lobby, 1);
        SubscriptionRepository failing =
                Before.failing(SubscriptionRepository.class, fixture.subscriptions, "remove", 1);

        assertThatThrownBy(() -> worker(failing)
                        .run(new CatchUp(shard), "me", fixture.now().plusSeconds(60)))
                .hasMessage("The store is away");
        catchUp();

        assertThat(fixture.offsets(subscriber)).containsExactly(1L);
    }

    @Test
    void failsWhenApiGatewayRefusesTheCaller() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        fixture.gateway.everyone(any -> answer(new PostResult.Refused(403, "ForbiddenException")));
        fixture.appendOnly(lobby, 1);

        assertThatThrownBy(this::catchUp)
                .isInstanceOf(DeliveryRefusedException.class)
                .hasMessageContaining("403")
                .hasMessageContaining("ForbiddenException");
        fixture.gateway.everyone(null);
        catchUp();

        assertThat(fixture.offsets(subscriber)).containsExactly(1L);
        assertThat(fixture.gateway.closed()).isEmpty();
    }

    @Test
    void aFrameThatIsInvalidIsSkippedAndTheRestDelivered() {
        ConnectionId subscriber = fixture.subscriber("a", lobby);
        AtomicInteger posts = new AtomicInteger();
        fixture.gateway.fate(
                subscriber,
                any -> posts.getAndIncrement() == 0 ? answer(new PostResult.InvalidFrame("413")) : accepted(5));
        for (int n = 0; n < 2; n++) {
            fixture.history.append(lobby, List.of(Draft.of(new Json("\"" + "x".repeat(20_000) + "\""))), fixture.now());
        }
        fixture.ledger.advance(
                lobby, new StreamPosition(2, fixture.history.head(lobby).epoch()));

        catchUp();

        assertThat(fixture.offsets(subscriber)).containsExactly(2L);
    }

    @Test
    void endsTheSubscriptionOfOneThatMissedWhatTheHistoryNoLongerHas() {
        ConnectionId behind = fixture.connect("a");
        ConnectionId knowing = fixture.connect("b");
        fixture.subscribe(behind, lobby, 0, fixture.now().plus(Duration.ofDays(1)));
        fixture.subscribe(knowing, lobby, 2, fixture.now().plus(Duration.ofDays(1)));
        fixture.appendOnly(lobby, 2);
        fixture.simulation.runUntil(fixture.now().plus(Duration.ofHours(2)));
        fixture.appendOnly(lobby, 1);

        catchUp();

        assertThat(fixture.gateway.received(behind))
                .containsExactly(
                        "{\"push\":{\"channel\":\"chat:lobby\",\"unsubscribe\":{\"code\":2500,\"reason\":\"insufficient state\"}}}");
        assertThat(fixture.subscriptions.contains(behind, lobby)).isFalse();
        assertThat(fixture.offsets(knowing)).containsExactly(3L);
    }

    private void catchUp() {
        worker(fixture.subscriptions)
                .run(new CatchUp(shard), "me", fixture.now().plusSeconds(60));
    }

    private FanOutWorker worker(SubscriptionRepository subscriptions) {
        return fixture.engine(subscriptions, fixture.history, fixture.ledger).worker();
    }
}
