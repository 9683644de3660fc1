package dev.downlink.delivery;

import static dev.downlink.delivery.FanOutFixture.LOBBY;
import static dev.downlink.delivery.FanOutFixture.QUICK;
import static dev.downlink.delivery.FanOutFixture.TRAIN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.FanOutTask.Deliver;
import dev.downlink.delivery.FanOutTask.Recipients;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.DelayedPoster;
import dev.downlink.delivery.post.InterruptingPoster;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FanOutWorkerTest {

    private static final ChannelShard SHARD = new ChannelShard(LOBBY, 0);

    private final Clock clock = Clock.systemUTC();
    private final FanOutFixture fixture = new FanOutFixture(clock);

    @Test
    void deliversToEverySubscriberInOrder() {
        List<ConnectionId> subscribers = IntStream.range(0, 11)
                .mapToObj(n -> fixture.subscriber("c" + n, LOBBY))
                .toList();
        fixture.publish(LOBBY, 12);

        fixture.runAll();

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(12)));
    }

    @Test
    void packsWhatHasPiledUpIntoOneFrame() {
        ConnectionId subscriber = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 5);

        fixture.runAll();

        assertThat(fixture.poster.received(subscriber)).hasSize(1);
    }

    @Test
    void skipsWhatASubscriberKnewWhenItCame() {
        ConnectionId early = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 2);
        ConnectionId late = fixture.connect("b");
        fixture.subscribe(late, LOBBY, 2, clock.instant().plusSeconds(3600));
        fixture.publish(LOBBY, 1);

        fixture.runAll();

        assertThat(fixture.offsets(early)).isEqualTo(through(3));
        assertThat(fixture.offsets(late)).containsExactly(3L);
    }

    @Test
    void removesConnectionsThatAreGone() {
        ConnectionId gone = fixture.subscriber("a", LOBBY);
        ConnectionId there = fixture.subscriber("b", LOBBY);
        fixture.poster.alwaysAnswer(gone, new PostResult.Gone());
        fixture.publish(LOBBY, 1);

        fixture.runAll();

        assertThat(fixture.connections.find(gone)).isEmpty();
        assertThat(fixture.subscriptions.page(LOBBY, 0, null, 10))
                .extracting(Subscription::connection)
                .containsExactly(there);
        assertThat(fixture.offsets(there)).containsExactly(1L);
    }

    @Test
    void waitsForAConnectionWhoseHandshakeIsStillGoingOn() {
        ConnectionId connecting = fixture.connect("a");
        Instant justNow = clock.instant().plus(Connection.LIFETIME);
        fixture.subscribe(connecting, LOBBY, 0, justNow);
        fixture.poster.answer(connecting, new PostResult.Gone(), new PostResult.Gone());
        fixture.publish(LOBBY, 2);

        fixture.runAll();

        assertThat(fixture.offsets(connecting)).containsExactly(1L, 2L);
    }

    @Test
    void putsASlowConnectionAsideAndBringsItEverythingInOrderLater() {
        ConnectionId slow = fixture.subscriber("a", LOBBY);
        ConnectionId quick = fixture.subscriber("b", LOBBY);
        PostResult.Throttled throttled = new PostResult.Throttled();
        fixture.poster.answer(slow, throttled, throttled, throttled);
        // More than a round, so that the quick one is served again before the slow one is.
        fixture.publish(LOBBY, 7);

        fixture.runAll();

        assertThat(fixture.offsets(quick)).isEqualTo(through(7));
        assertThat(fixture.offsets(slow)).isEqualTo(through(7));
    }

    @Test
    void closesAConnectionThatTakesNothingForTooLong() {
        FanOutFixture fixture = new FanOutFixture(clock, FanOutFixture.IMPATIENT);
        ConnectionId stuck = fixture.subscriber("a", LOBBY);
        ConnectionId quick = fixture.subscriber("b", LOBBY);
        fixture.poster.alwaysAnswer(stuck, new PostResult.Throttled());
        fixture.publish(LOBBY, 3);

        fixture.runAll();

        assertThat(fixture.poster.closed()).containsExactly(stuck);
        assertThat(fixture.connections.find(stuck)).isEmpty();
        assertThat(fixture.offsets(quick)).isEqualTo(through(3));
    }

    @Test
    void neitherRunsAheadNorClosesAnyoneWhenNearlyEveryoneIsThrottled() {
        List<ConnectionId> all = IntStream.range(0, 12)
                .mapToObj(n -> fixture.subscriber(String.format("c%02d", n), LOBBY))
                .toList();
        PostResult.Throttled throttled = new PostResult.Throttled();
        all.forEach(one -> fixture.poster.answer(one, throttled, throttled, throttled));
        fixture.publish(LOBBY, 4);

        fixture.runAll();

        assertThat(all).allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(4)));
        assertThat(fixture.poster.closed()).isEmpty();
    }

    @Test
    void leavesTheShardToTheWorkerThatHoldsIt() {
        fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        fixture.ledger.acquire(SHARD, "other", Duration.ofMinutes(1));

        fixture.worker.run(new CatchUp(LOBBY, 0), "me", clock.instant().plusSeconds(60));

        assertThat(fixture.poster.received(new ConnectionId("a"))).isEmpty();
    }

    @Test
    void waitsOutTheLeaseThatAnEarlierAttemptOfItsInvocationDiedWith() {
        ConnectionId subscriber = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        fixture.ledger.acquire(SHARD, "me", Duration.ofMillis(100));

        fixture.worker.run(new CatchUp(LOBBY, 0), "me", clock.instant().plusSeconds(60));

        assertThat(fixture.offsets(subscriber)).containsExactly(1L);
    }

    @Test
    void handsOverBeforeItsDeadlineAndTheNextGoesOnWithoutLossOrRepetition() {
        List<ConnectionId> subscribers = IntStream.range(0, 30)
                .mapToObj(n -> fixture.subscriber(String.format("c%02d", n), LOBBY))
                .toList();
        fixture.publish(LOBBY, 3);
        fixture.trigger.take();
        // Part of the way: a worker whose every page ends at its deadline.
        FanOutWorker brief = fixture.worker(new DelayedPoster(fixture.poster, Duration.ofMillis(10)));
        brief.run(new CatchUp(LOBBY, 0), "first", clock.instant().plusMillis(330));

        assertThat(fixture.trigger.tasks()).containsExactly(new CatchUp(LOBBY, 0));
        assertThat(fixture.offsets(subscribers.getLast())).isEmpty();
        assertThat(fixture.offsets(subscribers.getFirst())).isEqualTo(through(3));
        fixture.runAll();

        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(3)));
    }

    @Test
    void stopsWhenAnotherWorkerHasTakenOver() {
        fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        Claim.Acquired old = (Claim.Acquired) fixture.ledger.acquire(SHARD, "old", Duration.ZERO);
        WorkerTools tools = tools();
        fixture.worker.run(new CatchUp(LOBBY, 0), "new", clock.instant().plusSeconds(60));

        new dev.downlink.delivery.CatchUp(tools, old, 1, clock.instant().plusSeconds(60)).run();

        assertThat(fixture.offsets(new ConnectionId("a"))).containsExactly(1L);
    }

    @Test
    void deliversAWishThatComesWhileItLooksForTheLastTime() {
        ConnectionId subscriber = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        Claim.Acquired claim = (Claim.Acquired) fixture.ledger.acquire(SHARD, "me", Duration.ofSeconds(1));
        // Told that a worker is at work, the publisher brings none.
        fixture.trigger.take();
        InterruptingPoster poster = new InterruptingPoster(fixture.poster, () -> fixture.publish(LOBBY, 1));

        new dev.downlink.delivery.CatchUp(
                        tools(poster), claim, 1, clock.instant().plusSeconds(60))
                .run();

        assertThat(fixture.offsets(subscriber)).containsExactly(1L, 2L);
        assertThat(fixture.trigger.tasks()).isEmpty();
    }

    @Test
    void countsAWishThatItSeesWhileItRenewsItsLeaseAsNotYetRead() {
        ConnectionId subscriber = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        Claim.Acquired claim = (Claim.Acquired) fixture.ledger.acquire(SHARD, "me", Duration.ofMillis(600));
        fixture.trigger.take();
        // The wish comes after the log was read; then the post lasts until the lease is due for renewal.
        InterruptingPoster poster = new InterruptingPoster(
                new DelayedPoster(fixture.poster, Duration.ofMillis(200)), () -> fixture.publish(LOBBY, 1));

        new dev.downlink.delivery.CatchUp(
                        tools(poster), claim, 1, clock.instant().plusSeconds(60))
                .run();

        assertThat(fixture.offsets(subscriber)).containsExactly(1L, 2L);
    }

    @Test
    void leavesTheShardFreeWhenItFails() {
        fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 1);
        FanOutWorker failing = fixture.worker(
                fixture.poster,
                fixture.connections,
                Before.failing(SubscriptionRepository.class, fixture.subscriptions, "page", 1),
                fixture.log);

        assertThatThrownBy(() ->
                        failing.run(new CatchUp(LOBBY, 0), "me", clock.instant().plusSeconds(60)))
                .hasMessage("The store is away");
        assertThat(fixture.ledger.acquire(SHARD, "next", Duration.ofSeconds(1))).isInstanceOf(Claim.Acquired.class);
    }

    @Test
    void deliversPublicationsWithoutHistory() {
        ConnectionId subscriber = fixture.subscriber("a", TRAIN);
        fixture.publish(TRAIN, 2);

        fixture.runAll();

        assertThat(fixture.poster.received(subscriber)).hasSize(2);
    }

    @Test
    void handsSlowConnectionsOnWithWhatTheyStillLack() {
        ConnectionId slow = fixture.subscriber("a", TRAIN);
        ConnectionId quick = fixture.subscriber("b", TRAIN);
        fixture.poster.answer(slow, new PostResult.Delivered());
        fixture.poster.alwaysAnswer(slow, new PostResult.Throttled());
        List<Publication> publications = List.of(large("x"), large("y"));

        fixture.worker.run(
                new Deliver(TRAIN, 0, publications), "me", clock.instant().plusSeconds(60));

        assertThat(fixture.poster.received(quick)).hasSize(2);
        Deliver rest = (Deliver) fixture.trigger.take().getFirst();
        assertThat(rest.publications()).containsExactly(publications.get(1));
        assertThat(rest.recipients())
                .isInstanceOfSatisfying(
                        Recipients.Only.class,
                        only -> assertThat(only.connections()).containsExactly(slow));

        fixture.poster.alwaysAnswer(slow, new PostResult.Delivered());
        fixture.worker.run(rest, "next", clock.instant().plusSeconds(60));
        assertThat(fixture.poster.received(slow)).hasSize(2);
    }

    @Test
    void closesWhoTakesNothingEvenThen() {
        FanOutFixture fixture = new FanOutFixture(clock, FanOutFixture.IMPATIENT);
        ConnectionId stuck = fixture.subscriber("a", TRAIN);
        fixture.subscriber("b", TRAIN);
        fixture.poster.alwaysAnswer(stuck, new PostResult.Throttled());
        fixture.publish(TRAIN, 1);

        fixture.runAll();

        assertThat(fixture.poster.closed()).containsExactly(stuck);
        assertThat(fixture.connections.find(stuck)).isEmpty();
    }

    @Test
    void keepsOneThatItCouldNotCloseEvenThen() {
        FanOutFixture fixture = new FanOutFixture(clock, FanOutFixture.IMPATIENT);
        ConnectionId stuck = fixture.subscriber("a", TRAIN);
        fixture.subscriber("b", TRAIN);
        fixture.poster.alwaysAnswer(stuck, new PostResult.Throttled());
        fixture.poster.answerClose(new PostResult.Throttled());
        fixture.publish(TRAIN, 1);

        fixture.runAll();

        assertThat(fixture.connections.find(stuck)).isPresent();
    }

    @Test
    void closesNobodyWhenNobodyTakesAnything() {
        FanOutFixture fixture = new FanOutFixture(clock, FanOutFixture.IMPATIENT);
        List<ConnectionId> all = List.of(fixture.subscriber("a", TRAIN), fixture.subscriber("b", TRAIN));
        all.forEach(one -> fixture.poster.alwaysAnswer(one, new PostResult.Throttled()));
        fixture.publish(TRAIN, 1);

        fixture.runAll();

        assertThat(fixture.poster.closed()).isEmpty();
        assertThat(all)
                .allSatisfy(one -> assertThat(fixture.connections.find(one)).isPresent());
    }

    @Test
    void handsPagesOnThatThereIsNoTimeFor() {
        List<ConnectionId> subscribers = IntStream.range(0, 10)
                .mapToObj(n -> fixture.subscriber("c" + n, TRAIN))
                .toList();
        FanOutTask task = new Deliver(TRAIN, 0, List.of(large("x")));

        fixture.worker.run(task, "me", clock.instant().plusMillis(100));

        assertThat(fixture.trigger.tasks()).containsExactly(task);
        fixture.runAll();
        assertThat(subscribers)
                .allSatisfy(one -> assertThat(fixture.poster.received(one)).hasSize(1));
    }

    private WorkerTools tools() {
        return tools(fixture.poster);
    }

    private WorkerTools tools(ConnectionPoster poster) {
        return new WorkerTools(
                fixture.connections,
                fixture.subscriptions,
                fixture.log,
                fixture.ledger,
                poster,
                fixture.trigger,
                fixture.parallel,
                QUICK,
                clock);
    }

    private Publication large(String letter) {
        return new Publication(0, new Json("\"" + letter.repeat(20_000) + "\""), null, Map.of(), clock.instant());
    }

    private static List<Long> through(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
