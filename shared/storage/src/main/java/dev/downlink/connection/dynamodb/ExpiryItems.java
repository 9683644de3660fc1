package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Checkpoint;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Which connections expire when, so that a sweep finds those whose {@code $disconnect} never came without a scan.
 *
 * <p>{@code pk = expiry#<10-minute bucket>#<part, 0 to 3>, sk = <connection id>}: written with the connection, deleted with it.
 * The parts keep the write rate of one key below DynamoDB's limit.
 *
 * <p>{@code pk = expiry#checkpoint, sk = checkpoint}: a {@link Checkpoint}, the first bucket that may still have items. Connections expire
 * in the future when they open, so nothing is added to a bucket that has ended.
 */
final class ExpiryItems {

    private static final Duration BUCKET = Duration.ofMinutes(10);
    private static final int PARTS = 4;

    /** How far the first sweep looks back: longer than any connection lives. */
    private static final Duration LOOK_BACK = Duration.ofHours(3);

    /** DynamoDB's own expiry, for the case that no sweep runs. */
    private static final Duration KEPT = Duration.ofDays(1);

    private static final String PREFIX = "expiry#";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Checkpoint checkpoint;

    ExpiryItems(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.table = tables.connections();
        this.checkpoint = new Checkpoint(dynamoDb, table, Item.key(PREFIX + "checkpoint", "checkpoint"));
    }

    static Item key(ConnectionId id, Instant expiresAt) {
        return Item.key(partition(bucket(expiresAt), Math.floorMod(id.value().hashCode(), PARTS)), id.value());
    }

    static Item item(ConnectionId id, Instant expiresAt) {
        return key(id, expiresAt).expiring(expiresAt.plus(KEPT));
    }

    static ConnectionId connection(Item item) {
        return new ConnectionId(item.text(Item.SK));
    }

    static Instant expiresAt(Item item) {
        return item.expiresAt().minus(KEPT);
    }

    /** The numbers of the partitions of the connections that expire in this time. */
    static LongStream partitions(Instant from, Instant until) {
        return LongStream.range(bucket(from) * PARTS, (bucket(until) + 1) * PARTS);
    }

    /** The items of a partition, eventually consistent. */
    Stream<Item> read(long partition) {
        Item values =
                Item.empty().with(":pk", partition(Math.floorDiv(partition, PARTS), Math.floorMod(partition, PARTS)));
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(values.attributes()))
                .items()
                .stream()
                .map(Item::of);
    }

    void delete(List<Item> items) {
        BatchWrite.delete(
                dynamoDb,
                table,
                items.stream()
                        .map(item -> Item.key(item.text(Item.PK), item.text(Item.SK)))
                        .toList());
    }

    /** Reads the buckets that ended before {@code now}, from the first one that may have items. */
    List<Item> expired(Instant now, int limit) {
        long current = bucket(now);
        OptionalLong reached = checkpoint.read();
        long first = reached.orElse(bucket(now.minus(LOOK_BACK)));
        List<Item> expired = new ArrayList<>();
        long firstWithItems = current;
        for (long bucket = first; bucket < current && expired.size() < limit; bucket++) {
            expired.addAll(read(bucket, limit - expired.size()));
            if (!expired.isEmpty()) {
                firstWithItems = Math.min(firstWithItems, bucket);
            }
        }
        if (firstWithItems > reached.orElse(0)) {
            checkpoint.advance(firstWithItems);
        }
        return expired;
    }

    private List<Item> read(long bucket, int limit) {
        List<Item> found = new ArrayList<>();
        for (int part = 0; part < PARTS && found.size() < limit; part++) {
            Item values = Item.empty().with(":pk", partition(bucket, part));
            int left = limit - found.size();
            dynamoDb.query(query -> query.tableName(table)
                            .keyConditionExpression("pk = :pk")
                            .expressionAttributeValues(values.attributes())
                            .limit(left)
                            .consistentRead(true))
                    .items()
                    .forEach(item -> found.add(Item.of(item)));
        }
        return found;
    }

    private static long bucket(Instant at) {
        return at.getEpochSecond() / BUCKET.toSeconds();
    }

    private static String partition(long bucket, int part) {
        return PREFIX + bucket + "#" + part;
    }
}
