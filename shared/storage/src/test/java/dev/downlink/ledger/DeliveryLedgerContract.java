package dev.downlink.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.history.ChannelHistory;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.DeliveryLedger.Release;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.Progress.Exactness;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every ledger does: each test forces one interleaving of publishers and workers. */
public abstract class DeliveryLedgerContract {

    protected static final Channel CHANNEL = channel(16);
    protected static final Duration LEASE = Duration.ofSeconds(10);

    protected final TestClock clock = new TestClock();
    protected DeliveryLedger ledger;
    private ChannelHistory history;

    /** Both over the same, empty store. */
    public record Stores(DeliveryLedger ledger, ChannelHistory history) {}

    protected abstract Stores empty();

    @BeforeEach
    void setUp() {
        Stores stores = empty();
        ledger = stores.ledger();
        history = stores.history();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void givesTheLeaseToThePublisherThatFindsItFree(int shard) {
        Requested.Acquired acquired = (Requested.Acquired) request(shard, 1);

        assertThat(acquired.progress()).isEqualTo(Progress.start("e"));
        assertThat(acquired.lease())
                .isEqualTo(new Lease(
                        shard(shard),
                        "e",
                        acquired.lease().token(),
                        1,
                        clock.instant().plus(LEASE)));
        assertThat(ledger.acquire(shard(shard), "w", LEASE))
                .isEqualTo(new Claim.Held("p", acquired.lease().until()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void isIdleWhereNothingIsPending(int shard) {
        assertThat(ledger.acquire(shard(shard), "w", LEASE)).isEqualTo(new Claim.Idle());

        ledger.release(requestLease(shard, 2), delivered(2));

        assertThat(ledger.acquire(shard(shard), "w", LEASE)).isEqualTo(new Claim.Idle());
        assertThat(stalled(List.of(shard(shard)))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void leavesARequestToTheHolderOfTheLease(int shard) {
        Lease lease = requestLease(shard, 1);

        assertThat(request(shard, 2)).isEqualTo(new Requested.Noted(lease.until(), 1));
        assertThat(request(shard, 3)).isEqualTo(new Requested.Noted(lease.until(), 1));
        assertThat(request(shard, 2)).isEqualTo(new Requested.Noted(lease.until(), 1));
        assertThat(((Release.MoreRequested) ledger.release(lease, delivered(1))).lease())
                .isEqualTo(new Lease(shard(shard), "e", lease.token(), 3, lease.until()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void needsNobodyForWhatIsDelivered(int shard) {
        ledger.release(requestLease(shard, 2), delivered(2));

        assertThat(request(shard, 2)).isEqualTo(new Requested.Delivered(1));
        assertThat(request(shard, 1)).isEqualTo(new Requested.Delivered(1));
        assertThat(request(shard, 3)).isInstanceOf(Requested.Acquired.class);
    }

    @Test
    void deliversWhatAnotherPublisherRequestedFurther() {
        ledger.abandon(requestLease(0, 7), delivered(3));

        Requested.Acquired acquired = (Requested.Acquired) request(0, 5);

        assertThat(acquired.lease().requested()).isEqualTo(7);
        assertThat(acquired.progress()).isEqualTo(delivered(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void givesTheLeaseToOneOfManyWhoAskAtOnce(int shard) throws InterruptedException, ExecutionException {
        ledger.abandon(requestLease(shard, 1), Progress.start("e"));
        int acquired = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<Boolean>> outcomes = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                String worker = "w" + n;
                boolean publishes = n % 2 == 0;
                outcomes.add(executor.submit(() -> publishes
                        ? ledger.request(shard(shard), at(1), worker, LEASE) instanceof Requested.Acquired
                        : ledger.acquire(shard(shard), worker, LEASE) instanceof Claim.Acquired));
            }
            for (Future<Boolean> outcome : outcomes) {
                acquired += outcome.get() ? 1 : 0;
            }
        }
        assertThat(acquired).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void refusesToReleaseWhenMoreHasBeenRequested(int shard) {
        Lease lease = requestLease(shard, 1);
        request(shard, 2);

        Release.MoreRequested more = (Release.MoreRequested) ledger.release(lease, delivered(1));
        assertThat(ledger.acquire(shard(shard), "b", LEASE)).isInstanceOf(Claim.Held.class);

        assertThat(ledger.release(more.lease(), delivered(2))).isEqualTo(new Release.Released());
        assertThat(((Requested.Acquired) request(shard, 3)).progress()).isEqualTo(delivered(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void handsAnExpiredLeaseToAnotherWithTheLastProgress(int shard) {
        Lease lease = requestLease(shard, 5);
        assertThat(ledger.save(lease, delivered(3), LEASE)).isPresent();
        assertThat(stalled(List.of(shard(shard)))).isEmpty();
        clock.advance(LEASE);

        assertThat(stalled(List.of(shard(shard), shard(9)))).containsExactly(shard(shard));
        Claim.Acquired b = acquire(shard, "b");
        assertThat(b.progress()).isEqualTo(delivered(3));
        assertThat(b.lease().requested()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void fencesOutTheHolderWhoseLeaseExpiredAndWasAcquired(int shard) {
        Lease old = requestLease(shard, 5);
        clock.advance(LEASE);
        Lease current = acquire(shard, "b").lease();

        assertThat(current.token()).isGreaterThan(old.token());
        assertThat(ledger.save(old, delivered(5), LEASE)).isEmpty();
        assertThat(ledger.release(old, delivered(5))).isEqualTo(new Release.Lost());
        assertThat(ledger.abandon(old, delivered(5))).isFalse();
        assertThat(ledger.takeOver(shard(shard), old.token(), delivered(5), "c", LEASE))
                .isEqualTo(new Claim.Held("b", current.until()));
        assertThat(ledger.save(current, delivered(1), LEASE)).isPresent();
    }

    @Test
    void letsALateHolderGoOnIfNobodyHasTakenOver() {
        Lease lease = requestLease(0, 5);
        clock.advance(LEASE.multipliedBy(2));

        assertThat(ledger.save(lease, delivered(1), LEASE))
                .map(Lease::until)
                .contains(clock.instant().plus(LEASE));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void renewsTheLeaseAndSeesRequestsOnSaving(int shard) {
        Lease lease = requestLease(shard, 1);
        request(shard, 2);
        clock.advance(Duration.ofSeconds(4));

        Lease saved = ledger.save(lease, delivered(1), LEASE).orElseThrow();

        assertThat(saved)
                .isEqualTo(new Lease(
                        shard(shard), "e", lease.token(), 2, clock.instant().plus(LEASE)));
        assertThat(ledger.release(saved, delivered(2))).isEqualTo(new Release.Released());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void takesOverWithTheProgressOfTheHolder(int shard) {
        Lease publisher = requestLease(shard, 7);
        Progress half = half();

        Claim.Acquired worker =
                (Claim.Acquired) ledger.takeOver(shard(shard), publisher.token(), half, "worker", LEASE);

        assertThat(worker.progress()).isEqualTo(half);
        assertThat(worker.lease().token()).isGreaterThan(publisher.token());
        assertThat(worker.lease().requested()).isEqualTo(7);
        assertThat(ledger.save(publisher, delivered(7), LEASE)).isEmpty();
        assertThat(ledger.abandon(worker.lease(), half)).isTrue();
        assertThat(acquire(shard, "c").progress()).isEqualTo(half);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void acquiresInsteadOfTakingOverFromAFencedHolder(int shard) {
        Lease publisher = requestLease(shard, 7);
        clock.advance(LEASE);
        ledger.abandon(acquire(shard, "b").lease(), delivered(2));

        Claim.Acquired late =
                (Claim.Acquired) ledger.takeOver(shard(shard), publisher.token(), delivered(6), "late", LEASE);

        assertThat(late.progress()).isEqualTo(delivered(2));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void abandonsInTheMiddleOfARound(int shard) {
        Lease lease = requestLease(shard, 7);
        request(shard, 8);

        assertThat(ledger.abandon(lease, half())).isTrue();

        assertThat(stalled(List.of(shard(shard)))).containsExactly(shard(shard));
        Claim.Acquired b = acquire(shard, "b");
        assertThat(b.progress()).isEqualTo(half());
        assertThat(ledger.release(b.lease(), delivered(8))).isEqualTo(new Release.Released());
        assertThat(ledger.acquire(shard(shard), "c", LEASE)).isEqualTo(new Claim.Idle());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void isNotDoneWhileASlowConsumerLacksSomething(int shard) {
        Progress slow = new Progress(at(7), null, half().slow());
        ledger.abandon(requestLease(shard, 7), slow);

        assertThat(stalled(List.of(shard(shard)))).containsExactly(shard(shard));
        assertThat(acquire(shard, "b").progress()).isEqualTo(slow);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void keepsTheSlowConsumersOfTheLatestSave(int shard) {
        Lease lease = requestLease(shard, 7);
        Progress two = half();
        Progress one = new Progress(at(3), two.round(), two.slow().subList(0, 1));
        for (Progress progress : List.of(two, two, one, delivered(3), one, one)) {
            assertThat(ledger.save(lease, progress, LEASE)).isPresent();
        }
        clock.advance(LEASE);
        assertThat(acquire(shard, "b").progress()).isEqualTo(one);

        clock.advance(LEASE);
        Claim.Acquired c = acquire(shard, "c");
        ledger.save(c.lease(), delivered(3), LEASE);
        clock.advance(LEASE);
        assertThat(acquire(shard, "d").progress()).isEqualTo(delivered(3));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void passesExactProgressOnWithAReleaseAndATakeOver(int shard) {
        ledger.release(requestLease(shard, 7), exact(7));
        Requested.Acquired released = (Requested.Acquired) request(shard, 8);
        assertThat(released.progress()).isEqualTo(exact(7));

        Claim.Acquired takenOver =
                (Claim.Acquired) ledger.takeOver(shard(shard), released.lease().token(), exact(7), "b", LEASE);
        assertThat(takenOver.progress()).isEqualTo(exact(7));
        Claim.Acquired inexact =
                (Claim.Acquired) ledger.takeOver(shard(shard), takenOver.lease().token(), delivered(7), "c", LEASE);
        assertThat(inexact.progress()).isEqualTo(delivered(7));
        Progress half = half();
        Progress underWay = new Progress(half.delivered(), half.round(), half.slow(), Exactness.EXACT_AFTER_ROUND);
        inexact = (Claim.Acquired) ledger.takeOver(shard(shard), inexact.lease().token(), underWay, "d", LEASE);
        assertThat(inexact.progress()).isEqualTo(underWay);
        ledger.release(inexact.lease(), exact(8));
        assertThat(((Requested.Acquired) request(shard, 9)).progress()).isEqualTo(exact(8));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void takesNoProgressOfADeadHolderForExact(int shard) {
        ledger.release(requestLease(shard, 7), exact(7));
        Lease dead = requestLease(shard, 8);
        clock.advance(LEASE);
        Claim.Acquired next = acquire(shard, "b");
        assertThat(next.progress()).as("it may have delivered something").isEqualTo(delivered(7));

        assertThat(ledger.save(dead, exact(8), LEASE)).isEmpty();
        assertThat(ledger.save(next.lease(), exact(7), LEASE)).isPresent();
        clock.advance(LEASE);
        Claim.Acquired third = acquire(shard, "c");
        assertThat(third.progress()).as("saved, not passed on").isEqualTo(delivered(7));
        ledger.abandon(third.lease(), exact(7));
        assertThat(acquire(shard, "d").progress()).as("it met a fault").isEqualTo(delivered(7));
    }

    @Test
    void startsAShardAnewWithANewEpochAndFencesOutTheOldOnesWorker() {
        Lease old = requestLease(3, 5);
        assertThat(ledger.save(old, half(), LEASE)).isPresent();

        Requested.Acquired anew =
                (Requested.Acquired) ledger.request(shard(3), new StreamPosition(1, "new"), "p", LEASE);

        assertThat(anew.progress()).isEqualTo(Progress.start("new"));
        assertThat(anew.lease().requested()).isEqualTo(1);
        assertThat(ledger.save(old, delivered(5), LEASE)).isEmpty();
        assertThat(ledger.save(anew.lease(), anew.progress(), LEASE)).isPresent();
    }

    @Test
    void refusesAHeadOfAnotherEpoch() {
        StreamPosition head = history.head(CHANNEL);
        StreamPosition other = new StreamPosition(1, "other");

        assertThatThrownBy(() -> ledger.advance(CHANNEL, other)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ledger.request(shard(0), other, "p", LEASE)).isInstanceOf(IllegalStateException.class);
        assertThat(history.head(CHANNEL)).isEqualTo(head);
    }

    @Test
    void makesAPositionTheHeadButNeverGoesBack() {
        String epoch = history.head(CHANNEL).epoch();

        assertThat(ledger.advance(CHANNEL, new StreamPosition(5, epoch)))
                .isEqualTo(new DeliveryLedger.Head(16, Instant.MIN));
        ledger.advance(CHANNEL, new StreamPosition(3, epoch));
        assertThat(history.head(CHANNEL).offset()).isEqualTo(5);

        Requested.Acquired acquired =
                (Requested.Acquired) ledger.request(shard(0), new StreamPosition(4, epoch), "p", LEASE);
        assertThat(acquired.lease().requested()).isEqualTo(5);
        assertThat(ledger.advance(CHANNEL, new StreamPosition(6, epoch)))
                .isEqualTo(new DeliveryLedger.Head(16, acquired.lease().until()));
        assertThat(history.head(CHANNEL).offset()).isEqualTo(6);
        assertThat(ledger.release(acquired.lease(), Progress.start(epoch))).isInstanceOf(Release.MoreRequested.class);

        ledger.request(shard(0), new StreamPosition(9, epoch), "q", LEASE);
        assertThat(history.head(CHANNEL).offset()).isEqualTo(9);
    }

    @Test
    void tellsInHowManyShardsAChannelEverHadSubscribers() {
        StreamPosition first = new StreamPosition(1, history.head(channel(2)).epoch());
        assertThat(ledger.advance(CHANNEL, first).spread()).isEqualTo(2);
        history.head(channel(16));
        history.head(channel(4));

        assertThat(ledger.request(shard(0), first, "p", LEASE).spread()).isEqualTo(16);
        assertThat(ledger.request(shard(5), first, "p", LEASE).spread()).isEqualTo(1);
    }

    @Test
    void keepsShardsApart() {
        requestLease(0, 1);

        assertThat(request(3, 1)).isInstanceOf(Requested.Acquired.class);
        assertThat(request(4, 1)).isInstanceOf(Requested.Acquired.class);
        assertThat(stalled(List.of(shard(0), shard(3), shard(4), shard(5)))).isEmpty();
        assertThat(stalled(List.of())).isEmpty();
    }

    protected Claim.Acquired acquire(int shard, String worker) {
        return (Claim.Acquired) ledger.acquire(shard(shard), worker, LEASE);
    }

    protected Requested request(int shard, long offset) {
        return ledger.request(shard(shard), at(offset), "p", LEASE);
    }

    protected Lease requestLease(int shard, long offset) {
        return ((Requested.Acquired) request(shard, offset)).lease();
    }

    protected static ChannelShard shard(int shard) {
        return new ChannelShard(CHANNEL.name(), shard);
    }

    private static Progress exact(long offset) {
        return new Progress(at(offset), null, List.of(), Exactness.EXACT);
    }

    protected static Progress delivered(long offset) {
        return new Progress(at(offset), null, List.of());
    }

    protected Progress half() {
        Instant since = clock.instant();
        return new Progress(
                at(3),
                new Progress.Round(7, new ConnectionId("L0SM9cOFvHcCIhw=")),
                List.of(
                        new SlowConsumer(new ConnectionId("BFaT_fALIAMCKug="), 4, since, since.plusMillis(1500)),
                        new SlowConsumer(new ConnectionId("BFHPhfCWIAMCKlQ="), 3, since, since)));
    }

    protected static StreamPosition at(long offset) {
        return new StreamPosition(offset, "e");
    }

    private static Channel channel(int shards) {
        return TestRules.channel("chat:lobby", new Retention(100, Duration.ofHours(1)), shards);
    }

    private List<ChannelShard> stalled(List<ChannelShard> shards) {
        return ledger.undelivered(shards).stream()
                .filter(one -> !one.held())
                .map(DeliveryLedger.Undelivered::shard)
                .toList();
    }
}
