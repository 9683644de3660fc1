package dev.downlink.delivery;

import static dev.downlink.delivery.FanOutFixture.IMPATIENT;
import static dev.downlink.delivery.FanOutFixture.LOBBY;
import static dev.downlink.delivery.FanOutFixture.QUICK;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.Progress.Owed;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.HangingPoster;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** In channels with history: what becomes of connections that take nothing, and of everyone else meanwhile. */
@Timeout(20)
class SlowConnectionsTest {

    private static final ChannelShard SHARD = new ChannelShard(LOBBY, 0);
    private static final PostResult DELIVERED = new PostResult.Delivered();
    private static final PostResult THROTTLED = new PostResult.Throttled();

    private final MovableClock clock = new MovableClock();
    private final FanOutFixture fixture = new FanOutFixture(clock);

    @Test
    void manyThatAreStuckHoldUpNobodyElseAndAreClosed() {
        FanOutFixture fixture = new FanOutFixture(clock, IMPATIENT);
        // More than maxOwed, and a whole page of them before anyone else.
        List<ConnectionId> stuck = IntStream.range(0, 6)
                .mapToObj(n -> fixture.subscriber("a" + n, LOBBY))
                .toList();
        List<ConnectionId> others = IntStream.range(0, 6)
                .mapToObj(n -> fixture.subscriber("b" + n, LOBBY))
                .toList();
        stuck.forEach(one -> fixture.poster.alwaysAnswer(one, THROTTLED));
        fixture.publish(LOBBY, 7);

        fixture.runAll();

        assertThat(others).allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(7)));
        assertThat(fixture.poster.closed()).containsExactlyInAnyOrderElementsOf(stuck);
    }

    @Test
    void worksOnAfterACleanUpThatFailed() {
        ConnectionId slow = fixture.subscriber("a", LOBBY);
        ConnectionId gone = fixture.subscriber("b", LOBBY);
        fixture.poster.answer(slow, DELIVERED, THROTTLED, THROTTLED, THROTTLED);
        fixture.poster.answer(gone, new PostResult.Gone());
        publishLarge(2);
        fixture.trigger.take();

        worker(
                        fixture.poster,
                        Before.failing(ConnectionRepository.class, fixture.connections, "remove", 1),
                        fixture.log)
                .run(new FanOutTask.CatchUp(LOBBY, 0), "me", inAMinute());

        assertThat(fixture.offsets(slow)).isEqualTo(through(2));
        assertThat(fixture.connections.find(gone)).isPresent();
    }

    @Test
    void bringsOneThatIsAheadOfTheOthersOnlyWhatItLacks() {
        ConnectionId ahead = fixture.subscriber("a", LOBBY);
        ConnectionId other = fixture.subscriber("b", LOBBY);
        fixture.publish(LOBBY, 3);

        catchUp(fixture.log, 0, new Owed(ahead, 2, clock.instant()));

        assertThat(fixture.offsets(ahead)).containsExactly(3L);
        assertThat(fixture.offsets(other)).isEqualTo(through(3));
    }

    @Test
    void bringsWhatIsOwedInPiecesOfARound() {
        ConnectionId slow = fixture.subscriber("a", LOBBY);
        fixture.publish(LOBBY, 12);
        List<Integer> limits = new ArrayList<>();
        ChannelHistory log = Before.each(ChannelHistory.class, fixture.log, (method, args) -> {
            if (method.equals("read")) {
                limits.add((Integer) args.getLast());
            }
        });

        catchUp(log, 12, new Owed(slow, 0, clock.instant()));

        assertThat(fixture.offsets(slow)).isEqualTo(through(12));
        assertThat(limits).allSatisfy(limit -> assertThat(limit).isLessThanOrEqualTo(QUICK.roundSize()));
    }

    @Test
    void keepsAConnectionThatItCouldNotClose() {
        FanOutFixture fixture = new FanOutFixture(clock, IMPATIENT);
        ConnectionId stuck = fixture.subscriber("a", LOBBY);
        fixture.poster.alwaysAnswer(stuck, THROTTLED);
        fixture.poster.answerClose(new PostResult.Failed("500"), THROTTLED);
        fixture.publish(LOBBY, 1);

        fixture.runAll();

        assertThat(fixture.poster.closed()).containsExactly(stuck);
        assertThat(fixture.connections.find(stuck)).isEmpty();
    }

    @Test
    void saysWhyItClosesAConnection() {
        FanOutFixture fixture = new FanOutFixture(clock, IMPATIENT);
        ConnectionId stuck = fixture.subscriber("a", LOBBY);
        List<String> farewells = new ArrayList<>();
        ConnectionPoster poster = new ConnectionPoster() {
            @Override
            public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
                String text = new String(frame.bytes(), StandardCharsets.UTF_8);
                if (!text.contains("disconnect")) {
                    return CompletableFuture.completedFuture(THROTTLED);
                }
                farewells.add(text);
                return CompletableFuture.completedFuture(DELIVERED);
            }

            @Override
            public CompletionStage<PostResult> close(ConnectionId connection) {
                assertThat(farewells).hasSize(1);
                return fixture.poster.close(connection);
            }
        };
        fixture.publish(LOBBY, 1);

        fixture.worker(poster).run(new FanOutTask.CatchUp(LOBBY, 0), "me", inAMinute());

        assertThat(farewells).containsExactly("{\"push\":{\"disconnect\":{\"code\":3008,\"reason\":\"slow\"}}}");
        assertThat(fixture.poster.closed()).containsExactly(stuck);
    }

    @Test
    void aPostThatHangsHoldsUpNobodyElseAndNothingOvertakesIt() {
        ConnectionId hanging = fixture.subscriber("a", LOBBY);
        List<ConnectionId> others = IntStream.range(0, 6)
                .mapToObj(n -> fixture.subscriber("b" + n, LOBBY))
                .toList();
        HangingPoster poster = new HangingPoster(fixture.poster, hanging);
        fixture.publish(LOBBY, 1);
        fixture.trigger.take();
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> fixture.worker(poster).run(new FanOutTask.CatchUp(LOBBY, 0), "me", inAMinute()));

        awaitOffsets(others, 1);
        fixture.publish(LOBBY, 1);
        awaitOffsets(others, 2);
        assertThat(poster.posts()).isEqualTo(1);
        poster.end(DELIVERED);
        work.join();

        assertThat(fixture.offsets(hanging)).containsExactly(1L, 2L);
    }

    @Test
    void triesAgainWhatHungInVain() {
        ConnectionId hanging = fixture.subscriber("a", LOBBY);
        ConnectionId other = fixture.subscriber("b", LOBBY);
        HangingPoster poster = new HangingPoster(fixture.poster, hanging);
        fixture.publish(LOBBY, 1);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> fixture.worker(poster).run(new FanOutTask.CatchUp(LOBBY, 0), "me", inAMinute()));

        awaitOffsets(List.of(other), 1);
        poster.end(new PostResult.Failed("timeout"));
        work.join();

        assertThat(fixture.offsets(hanging)).containsExactly(1L);
    }

    @Test
    void handsOverOnlyWhenItsLastPostHasItsAnswer() {
        ConnectionId hanging = fixture.subscriber("a", LOBBY);
        HangingPoster poster = new HangingPoster(fixture.poster, hanging);
        fixture.publish(LOBBY, 2);
        fixture.trigger.take();
        Instant deadline = clock.instant().plus(QUICK.handOverReserve()).plusMillis(100);
        CompletableFuture<Void> work = CompletableFuture.runAsync(
                () -> fixture.worker(poster).run(new FanOutTask.CatchUp(LOBBY, 0), "me", deadline));

        await().until(() -> clock.instant().isAfter(deadline));
        assertThat(fixture.trigger.tasks()).isEmpty();
        poster.end(DELIVERED);
        work.join();
        assertThat(fixture.trigger.tasks()).containsExactly(new FanOutTask.CatchUp(LOBBY, 0));
        fixture.runAll();

        assertThat(fixture.offsets(hanging)).containsExactly(1L, 2L);
    }

    @Test
    void unsubscribesWhoeverHasMissedWhatTheLogNoLongerHas() {
        ConnectionId behind = fixture.connect("a");
        ConnectionId knowing = fixture.connect("b");
        Instant tomorrow = clock.instant().plus(Duration.ofDays(1));
        fixture.subscribe(behind, LOBBY, 0, tomorrow);
        fixture.subscribe(knowing, LOBBY, 2, tomorrow);
        fixture.publish(LOBBY, 2);
        clock.advance(Duration.ofHours(2));
        fixture.publish(LOBBY, 1);

        fixture.runAll();

        assertThat(fixture.poster.received(behind))
                .containsExactly(
                        "{\"push\":{\"channel\":\"chat:lobby\",\"unsubscribe\":{\"code\":2500,\"reason\":\"insufficient state\"}}}");
        assertThat(fixture.subscriptions.contains(behind, LOBBY, 1)).isFalse();
        assertThat(fixture.offsets(knowing)).containsExactly(3L);
    }

    @Test
    void unsubscribesOneThatWasSlowForLongerThanTheLogLasts() {
        ConnectionId slow = fixture.connect("a");
        fixture.subscribe(slow, LOBBY, 0, clock.instant().plus(Duration.ofDays(1)));
        fixture.publish(LOBBY, 2);
        clock.advance(Duration.ofHours(2));
        fixture.publish(LOBBY, 1);

        catchUp(fixture.log, 3, new Owed(slow, 1, clock.instant()));

        assertThat(fixture.poster.received(slow)).singleElement().asString().contains("2500");
        assertThat(fixture.subscriptions.contains(slow, LOBBY, 1)).isFalse();
    }

    @Test
    void closesOneThatCannotBeToldWhatItHasMissed() {
        ConnectionId stuck = fixture.connect("a");
        fixture.subscribe(stuck, LOBBY, 0, clock.instant().plus(Duration.ofDays(1)));
        fixture.poster.alwaysAnswer(stuck, THROTTLED);
        fixture.publish(LOBBY, 2);
        clock.advance(Duration.ofHours(2));
        fixture.publish(LOBBY, 1);

        fixture.runAll();

        assertThat(fixture.poster.closed()).containsExactly(stuck);
    }

    /** A worker that finds everyone delivered up to an offset, but for one. */
    private void catchUp(ChannelHistory log, long delivered, Owed owed) {
        Claim.Acquired claim = (Claim.Acquired) fixture.ledger.acquire(SHARD, "me", Duration.ofSeconds(1));
        StreamPosition position = new StreamPosition(delivered, log.head(LOBBY).epoch());
        fixture.ledger.handOver(claim.lease(), new Progress(position, null, List.of(owed)));
        worker(fixture.poster, fixture.connections, log).run(new FanOutTask.CatchUp(LOBBY, 0), "me", inAMinute());
    }

    private FanOutWorker worker(ConnectionPoster poster, ConnectionRepository connections, ChannelHistory log) {
        return fixture.worker(poster, connections, fixture.subscriptions, log);
    }

    /** Each in a frame of its own. */
    private void publishLarge(int count) {
        for (int n = 0; n < count; n++) {
            fixture.publisher.publish(LOBBY, Draft.of(new Json("\"" + "x".repeat(20_000) + "\"")));
        }
    }

    private void awaitOffsets(List<ConnectionId> connections, long last) {
        await().untilAsserted(() -> assertThat(connections)
                .allSatisfy(one -> assertThat(fixture.offsets(one)).isEqualTo(through(last))));
    }

    private Instant inAMinute() {
        return clock.instant().plusSeconds(60);
    }

    private static List<Long> through(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
