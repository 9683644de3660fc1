package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.DeliveryLedger.Claim;
import dev.downlink.delivery.DeliveryLedger.Lease;
import dev.downlink.delivery.DeliveryLedger.Release;
import dev.downlink.delivery.DeliveryLedger.Wanted;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every ledger does: each test forces one interleaving of publishers and workers. */
public abstract class DeliveryLedgerContract {

    private static final ChannelShard SHARD = new ChannelShard(new ChannelName("chat:lobby"), 0);
    private static final Duration LEASE = Duration.ofSeconds(10);

    protected final TestClock clock = new TestClock();
    private DeliveryLedger ledger;

    protected abstract DeliveryLedger empty();

    @BeforeEach
    void setUp() {
        ledger = empty();
    }

    @Test
    void asksForAWorkerWhenNobodyIsAtWork() {
        assertThat(ledger.want(SHARD, at(1))).isInstanceOf(Wanted.NeedsWorker.class);
        assertThat(acquire("a").progress()).isEqualTo(Progress.start("e"));
    }

    @Test
    void isIdleWhereNothingWasEverWanted() {
        assertThat(ledger.acquire(SHARD, "a", LEASE)).isEqualTo(new Claim.Idle());
    }

    @Test
    void leavesAWishToTheHolderOfTheLease() {
        ledger.want(SHARD, at(1));
        acquire("a");

        assertThat(ledger.want(SHARD, at(2))).isEqualTo(new Wanted.Recorded());
    }

    @Test
    void needsNoWorkerForWhatIsDelivered() {
        ledger.want(SHARD, at(2));
        Claim.Acquired a = acquire("a");
        ledger.release(a.lease(), delivered(2));

        assertThat(ledger.want(SHARD, at(2))).isEqualTo(new Wanted.Recorded());
        assertThat(ledger.want(SHARD, at(3))).isInstanceOf(Wanted.NeedsWorker.class);
    }

    @Test
    void keepsTheTokenUntilAWorkerComes() {
        Wanted first = ledger.want(SHARD, at(1));
        assertThat(ledger.want(SHARD, at(2))).isEqualTo(first);

        ledger.release(acquire("a").lease(), Progress.start("e"));

        assertThat(ledger.want(SHARD, at(3))).isNotEqualTo(first);
    }

    @Test
    void givesTheLeaseToOneWorkerOnly() {
        ledger.want(SHARD, at(1));
        Lease lease = acquire("a").lease();

        assertThat(ledger.acquire(SHARD, "b", LEASE)).isEqualTo(new Claim.Taken("a", lease.until()));
    }

    @Test
    void givesTheLeaseToOneOfManyWhoAskAtOnce() throws InterruptedException, ExecutionException {
        ledger.want(SHARD, at(1));
        int acquired = 0;
        try (ExecutorService executor = Executors.newFixedThreadPool(4)) {
            List<Future<Claim>> claims = new ArrayList<>();
            for (int n = 0; n < 8; n++) {
                String worker = "w" + n;
                claims.add(executor.submit(() -> ledger.acquire(SHARD, worker, LEASE)));
            }
            for (Future<Claim> claim : claims) {
                acquired += claim.get() instanceof Claim.Acquired ? 1 : 0;
            }
        }
        assertThat(acquired).isEqualTo(1);
    }

    @Test
    void refusesToReleaseWhenMoreHasBeenWanted() {
        ledger.want(SHARD, at(1));
        Claim.Acquired a = acquire("a");
        ledger.want(SHARD, at(2));

        Release.MoreWanted more = (Release.MoreWanted) ledger.release(a.lease(), delivered(1));
        assertThat(ledger.acquire(SHARD, "b", LEASE)).isInstanceOf(Claim.Taken.class);

        assertThat(ledger.release(more.lease(), delivered(2))).isEqualTo(new Release.Released());
        assertThat(acquire("b").progress()).isEqualTo(delivered(2));
    }

    @Test
    void needsAWorkerForAWishThatComesJustAfterTheRelease() {
        ledger.want(SHARD, at(1));
        ledger.release(acquire("a").lease(), delivered(1));

        assertThat(ledger.want(SHARD, at(2))).isInstanceOf(Wanted.NeedsWorker.class);
    }

    @Test
    void handsAnExpiredLeaseToAnotherWithTheLastProgress() {
        ledger.want(SHARD, at(5));
        Claim.Acquired a = acquire("a");
        assertThat(ledger.save(a.lease(), delivered(3), LEASE)).isPresent();
        clock.advance(LEASE);

        assertThat(ledger.want(SHARD, at(6))).isInstanceOf(Wanted.NeedsWorker.class);
        assertThat(acquire("b").progress()).isEqualTo(delivered(3));
    }

    @Test
    void fencesOutTheHolderWhoseLeaseWasTakenOver() {
        ledger.want(SHARD, at(5));
        Lease old = acquire("a").lease();
        clock.advance(LEASE);
        Lease current = acquire("b").lease();

        assertThat(current.token()).isGreaterThan(old.token());
        assertThat(ledger.save(old, delivered(5), LEASE)).isEmpty();
        assertThat(ledger.release(old, delivered(5))).isEqualTo(new Release.Lost());
        assertThat(ledger.handOver(old, delivered(5))).isFalse();
        assertThat(ledger.save(current, delivered(1), LEASE)).isPresent();
    }

    @Test
    void letsALateHolderGoOnIfNobodyHasTakenOver() {
        ledger.want(SHARD, at(5));
        Lease lease = acquire("a").lease();
        clock.advance(LEASE.multipliedBy(2));

        assertThat(ledger.save(lease, delivered(1), LEASE))
                .map(Lease::until)
                .contains(clock.instant().plus(LEASE));
    }

    @Test
    void renewsTheLeaseAndCountsWishesOnSaving() {
        ledger.want(SHARD, at(1));
        Lease lease = acquire("a").lease();
        ledger.want(SHARD, at(2));
        clock.advance(Duration.ofSeconds(4));

        Lease saved = ledger.save(lease, delivered(1), LEASE).orElseThrow();

        assertThat(saved.until()).isEqualTo(clock.instant().plus(LEASE));
        assertThat(saved.wishes()).isEqualTo(lease.wishes() + 1);
        assertThat(ledger.release(saved, delivered(2))).isEqualTo(new Release.Released());
    }

    @Test
    void handsOverInTheMiddleOfARound() {
        Progress half = new Progress(
                at(3),
                new Progress.Round(7, new ConnectionId("L0SM9cOFvHcCIhw=")),
                List.of(
                        new Progress.Owed(new ConnectionId("BFaT_fALIAMCKug="), 4, clock.instant()),
                        new Progress.Owed(new ConnectionId("BFHPhfCWIAMCKlQ="), 3, clock.instant())));
        ledger.want(SHARD, at(7));
        Claim.Acquired a = acquire("a");
        ledger.want(SHARD, at(8));

        assertThat(ledger.handOver(a.lease(), half)).isTrue();

        Claim.Acquired b = acquire("b");
        assertThat(b.progress()).isEqualTo(half);
        assertThat(ledger.release(b.lease(), delivered(8))).isEqualTo(new Release.Released());
        assertThat(acquire("c").progress()).isEqualTo(delivered(8));
    }

    @Test
    void startsAnewWithANewEpochAndFencesOutTheOldOnesWorker() {
        ledger.want(SHARD, at(5));
        Lease old = acquire("a").lease();
        assertThat(ledger.save(old, delivered(5), LEASE)).isPresent();

        assertThat(ledger.want(SHARD, new StreamPosition(1, "new"))).isInstanceOf(Wanted.NeedsWorker.class);

        assertThat(ledger.save(old, delivered(5), LEASE)).isEmpty();
        assertThat(acquire("b").progress()).isEqualTo(Progress.start("new"));
    }

    @Test
    void keepsShardsApart() {
        ledger.want(SHARD, at(1));
        acquire("a");

        ChannelShard other = new ChannelShard(SHARD.channel(), 1);
        assertThat(ledger.want(other, at(1))).isInstanceOf(Wanted.NeedsWorker.class);
    }

    private Claim.Acquired acquire(String worker) {
        return (Claim.Acquired) ledger.acquire(SHARD, worker, LEASE);
    }

    private static Progress delivered(long offset) {
        return new Progress(at(offset), null, List.of());
    }

    private static StreamPosition at(long offset) {
        return new StreamPosition(offset, "e");
    }
}
