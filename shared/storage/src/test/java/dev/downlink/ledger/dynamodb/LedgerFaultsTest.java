package dev.downlink.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.FaultyDynamoDb;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Crash;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Fault;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Claim;
import dev.downlink.ledger.DeliveryLedger.Release;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.model.UpdateItemRequest;

/** Workers that crash or lose answers, and fenced workers that go on. */
class LedgerFaultsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ChannelName CHANNEL = new ChannelName("chat:lobby");
    private static final Duration LEASE = Duration.ofSeconds(10);

    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    private final TestClock clock = new TestClock();
    private final String table = dynamoDb.newTable();
    private final FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
    private final DeliveryLedger ledger = DynamoDbLedgers.ledger(faulty, table, clock);
    private final DeliveryLedger other = DynamoDbLedgers.ledger(dynamoDb.client(), table, clock);

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aRequestWhoseAnswerWasLostHasTheLease(int shard) {
        loseTheNextAnswer();

        Requested.Acquired acquired = (Requested.Acquired) ledger.request(shard(shard), at(1), "p", LEASE);

        assertThat(acquired.progress()).isEqualTo(Progress.start("e"));
        assertThat(ledger.save(acquired.lease(), delivered(1), LEASE)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aRequestThatIsNotedWhoseAnswerWasLostIsNoted(int shard) {
        Lease lease = lease(shard, 1);
        other.request(shard(shard), at(2), "p", LEASE);
        loseTheNextAnswer();

        assertThat(ledger.request(shard(shard), at(3), "p", LEASE)).isEqualTo(new Requested.Noted(lease.until(), 1));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anAcquireWhoseAnswerWasLostHasTheLease(int shard) {
        other.abandon(lease(shard, 4), slow(2, 1));
        loseTheNextAnswer();

        Claim.Acquired acquired = (Claim.Acquired) ledger.acquire(shard(shard), "w", LEASE);

        assertThat(acquired.progress()).isEqualTo(slow(2, 1));
        assertThat(other.acquire(shard(shard), "w", LEASE))
                .isEqualTo(new Claim.Held("w", acquired.lease().until()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aTakeOverWhoseAnswerWasLostHasTheLease(int shard) {
        Lease publisher = lease(shard, 4);
        loseTheNextAnswer();

        Claim.Acquired worker =
                (Claim.Acquired) ledger.takeOver(shard(shard), publisher.token(), slow(2, 1), "w", LEASE);

        assertThat(worker.progress()).isEqualTo(slow(2, 1));
        assertThat(worker.lease().token()).isEqualTo(publisher.token() + 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aReleaseWhoseAnswerWasLostIsReleased(int shard) {
        Lease lease = lease(shard, 4);
        loseTheNextAnswer();
        // Before the release is sent again.
        faulty.beforeRepeat(() -> other.request(shard(shard), at(5), "q", LEASE));

        assertThat(ledger.release(lease, delivered(4))).isEqualTo(new Release.Released());
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void anAbandonWhoseAnswerWasLostHasAbandoned(int shard) {
        Lease lease = lease(shard, 4);
        loseTheNextAnswer();
        faulty.beforeRepeat(() -> other.acquire(shard(shard), "w", LEASE));

        assertThat(ledger.abandon(lease, delivered(3))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aHolderThatDiedBetweenItsSlowConsumersAndItsStateLosesNobody(int shard) {
        Lease lease = lease(shard, 9);
        ledger.save(lease, slow(2, 1), LEASE);
        faulty.next(Fault.CRASH_BEFORE, request -> request instanceof UpdateItemRequest);
        assertThatThrownBy(() -> ledger.save(lease, slow(7, 5), LEASE)).isInstanceOf(Crash.class);
        clock.advance(LEASE);

        Progress progress = ((Claim.Acquired) other.acquire(shard(shard), "w", LEASE)).progress();

        // The older state with the newer list: everyone has at least that.
        assertThat(progress).isEqualTo(new Progress(at(2), null, slow(7, 5).slow()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aHolderThatDiedBeforeItsFirstStateLeavesNoSlowConsumers(int shard) {
        Lease lease = lease(shard, 9);
        faulty.next(Fault.CRASH_BEFORE, request -> request instanceof UpdateItemRequest);
        assertThatThrownBy(() -> ledger.save(lease, slow(7, 5), LEASE)).isInstanceOf(Crash.class);
        clock.advance(LEASE);

        assertThat(((Claim.Acquired) other.acquire(shard(shard), "w", LEASE)).progress())
                .isEqualTo(Progress.start("e"));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3})
    void aFencedHolderDoesNotChangeTheSlowConsumersOfTheOneAfterIt(int shard) {
        Lease old = lease(shard, 9);
        ledger.save(old, slow(2, 1), LEASE);
        clock.advance(LEASE);
        Claim.Acquired current = (Claim.Acquired) other.acquire(shard(shard), "w", LEASE);
        assertThat(ledger.save(old, slow(3, 3), LEASE)).isEmpty();

        // The list is what it was when the lease was acquired.
        assertThat(other.save(current.lease(), slow(8, 1), LEASE)).isPresent();
        assertThat(ledger.save(old, slow(4, 4), LEASE)).isEmpty();
        assertThat(ledger.takeOver(shard(shard), old.token(), slow(5, 5), "x", LEASE))
                .isInstanceOf(Claim.Held.class);

        clock.advance(LEASE);
        assertThat(((Claim.Acquired) other.acquire(shard(shard), "v", LEASE)).progress())
                .isEqualTo(slow(8, 1));
    }

    private void loseTheNextAnswer() {
        faulty.next(Fault.LOST_ANSWER, request -> request instanceof UpdateItemRequest);
    }

    private Lease lease(int shard, long offset) {
        return ((Requested.Acquired) other.request(shard(shard), at(offset), "p", LEASE)).lease();
    }

    private static ChannelShard shard(int shard) {
        return new ChannelShard(CHANNEL, shard);
    }

    private static Progress slow(long delivered, long after) {
        SlowConsumer one = new SlowConsumer(new ConnectionId("BFaT_fALIAMCKug="), after, NOW, NOW.plusSeconds(after));
        return new Progress(at(delivered), null, List.of(one));
    }

    private static Progress delivered(long offset) {
        return new Progress(at(offset), null, List.of());
    }

    private static StreamPosition at(long offset) {
        return new StreamPosition(offset, "e");
    }
}
