package dev.downlink.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.RequestCounter;
import dev.downlink.aws.dynamodb.RequestCounter.Count;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.history.dynamodb.DynamoDbHistories;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Release;
import dev.downlink.ledger.DeliveryLedger.Requested;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.ledger.Progress;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What the paths of publications cost in requests and units. */
class RequestCountsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final Channel CHANNEL =
            TestRules.channel("chat:lobby", new Retention(1000, Duration.ofHours(1)), 16);
    private static final ChannelShard SHARD = new ChannelShard(CHANNEL.name(), 0);
    private static final Duration LEASE = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();
    private final String table = dynamoDb.newTable();
    private final RequestCounter counter = new RequestCounter();
    private final DynamoDbClient client = dynamoDb.client(counter);
    private final ChannelHistory history = DynamoDbHistories.history(client, table, clock);
    private final DeliveryLedger ledger = DynamoDbLedgers.ledger(client, table, clock);
    private final PendingDeliveries pending = DynamoDbLedgers.pending(client, table, clock);

    @BeforeEach
    void warmUp() {
        history.head(CHANNEL);
        publish(draft(0));
        counter.take();
    }

    @Test
    void aPublicationCostsAPutAndTwoUpdates() {
        publish(draft(1));

        Count count = counter.take();
        assertThat(count.requests()).containsExactly("PutItem", "UpdateItem", "UpdateItem");
        assertThat(count.writeUnits()).isEqualTo(3);
        assertThat(count.readUnits()).isZero();
    }

    @Test
    void aPublicationOfAnotherProcessAlsoReadsTheHead() {
        DynamoDbHistories.history(client, table, clock).append(CHANNEL, List.of(draft(1)), clock.instant());

        Count count = counter.take();
        assertThat(count.requests()).containsExactly("GetItem", "PutItem");
        assertThat(count.readUnits()).isEqualTo(1);
    }

    @Test
    void aPublicationWithAKeyAlsoReadsAndWritesTheKey() {
        publish(keyed("a"));

        Count count = counter.take();
        assertThat(count.requests())
                .containsExactly("BatchGetItem", "PutItem", "BatchWriteItem", "UpdateItem", "UpdateItem");
        // DynamoDB also takes a read unit for the key that is not there yet; DynamoDB Local does not tell.
        assertThat(count.writeUnits()).isEqualTo(4);
    }

    @Test
    void aBatchOfOneSourceCostsByItsBytes() {
        Json data = new Json("\"" + "x".repeat(198) + "\"");
        List<Draft> drafts = IntStream.range(0, 500)
                .mapToObj(n -> new Draft(
                        data,
                        null,
                        Map.of(),
                        new IdempotencyKey.SourcePosition(
                                "vehicles/shardId-000000000000",
                                String.format(
                                        Locale.ROOT, "49600000000000000000000000000000000000000000000000%06d", n))))
                .toList();

        publish(drafts);

        Count count = counter.take();
        assertThat(count.requests()).hasSizeLessThanOrEqualTo(7);
        assertThat(count.writeUnits()).isBetween(98.0, 110.0);

        publish(drafts);
        assertThat(counter.take().writeUnits()).isLessThanOrEqualTo(3);
    }

    @Test
    void aRequestForALeaseThatIsHeldCostsTwoUpdatesAtFirstAndOneLater() {
        request(2);
        DeliveryLedger another = DynamoDbLedgers.ledger(client, table, clock);
        counter.take();

        another.request(SHARD, at(3), "q", LEASE);
        assertThat(counter.take().requests()).containsExactly("UpdateItem", "UpdateItem");

        another.request(SHARD, at(4), "q", LEASE);
        Count count = counter.take();
        assertThat(count.requests()).containsExactly("UpdateItem");
        assertThat(count.writeUnits()).isEqualTo(1);
    }

    @Test
    void aRequestThatWronglyRemembersALeaseCostsTwoUpdates() {
        Lease lease = request(2);
        DeliveryLedger another = DynamoDbLedgers.ledger(client, table, clock);
        another.request(SHARD, at(3), "q", LEASE);
        ledger.abandon(lease, Progress.start(lease.epoch()));
        counter.take();

        assertThat(another.request(SHARD, at(4), "q", LEASE)).isInstanceOf(Requested.Acquired.class);
        assertThat(counter.take().requests()).containsExactly("UpdateItem", "UpdateItem");
    }

    @Test
    void anAdvanceCostsOneUpdate() {
        ledger.advance(CHANNEL, at(2));
        Count advance = counter.take();
        assertThat(advance.requests()).containsExactly("UpdateItem");
        assertThat(advance.writeUnits()).isEqualTo(1);
    }

    @Test
    void aMarkerCostsOneWriteAMinute() {
        pending.mark(SHARD);
        pending.mark(SHARD);
        clock.advance(Duration.ofMinutes(1));
        pending.mark(SHARD);

        Count count = counter.take();
        assertThat(count.requests()).containsExactly("PutItem", "PutItem");
        assertThat(count.writeUnits()).isEqualTo(2);
    }

    @Test
    void undeliveredShardsAreReadTogether() {
        ledger.undelivered(IntStream.range(0, 16)
                .mapToObj(shard -> new ChannelShard(CHANNEL.name(), shard))
                .toList());

        assertThat(counter.take().requests()).containsExactly("BatchGetItem");
    }

    @Test
    void readingForDeliveryCostsOneQueryUnlessItStartsInsideASegment() {
        publish(List.of(draft(1), draft(2), draft(3)));
        counter.take();

        assertThat(history.read(CHANNEL.name(), at(1), 4)).hasSize(3);
        assertThat(counter.take().requests()).containsExactly("Query");

        assertThat(history.read(CHANNEL.name(), at(2), 4)).hasSize(2);
        assertThat(counter.take().requests()).containsExactly("Query", "Query");
    }

    @Test
    void historyReadsAboutWhatFits() {
        Json data = new Json("\"" + "x".repeat(999) + "\"");
        for (int n = 0; n < 20; n++) {
            publish(IntStream.range(0, 100).mapToObj(i -> Draft.of(data)).toList());
        }
        counter.take();

        assertThat(history.history(CHANNEL, new Query(1, null, true, 64_000)).publications())
                .hasSize(1);
        assertThat(counter.take().readUnits()).isLessThan(30);

        assertThat(history.history(CHANNEL, new Query(-1, null, true, 64_000)).publications())
                .hasSizeGreaterThan(50);
        assertThat(counter.take().readUnits()).isLessThan(110);
    }

    private void publish(Draft draft) {
        publish(List.of(draft));
    }

    /** As a publisher does that delivers itself. */
    private void publish(List<Draft> drafts) {
        StreamPosition last = history.append(CHANNEL, drafts, clock.instant()).stream()
                .map(Appended::position)
                .reduce((a, b) -> a.offset() > b.offset() ? a : b)
                .orElseThrow();
        if (ledger.request(SHARD, last, "p", LEASE) instanceof Requested.Acquired acquired) {
            Progress delivered = new Progress(last, null, List.of());
            assertThat(ledger.release(acquired.lease(), delivered)).isEqualTo(new Release.Released());
        }
    }

    private Lease request(long offset) {
        return ((Requested.Acquired) ledger.request(SHARD, at(offset), "p", LEASE)).lease();
    }

    private StreamPosition at(long offset) {
        StreamPosition head =
                DynamoDbHistories.history(dynamoDb.client(), table, clock).head(CHANNEL);
        return new StreamPosition(offset, head.epoch());
    }

    private static Draft draft(int n) {
        return Draft.of(new Json(Integer.toString(n)));
    }

    private static Draft keyed(String key) {
        return new Draft(new Json("1"), null, Map.of(), new IdempotencyKey.Named(key));
    }
}
