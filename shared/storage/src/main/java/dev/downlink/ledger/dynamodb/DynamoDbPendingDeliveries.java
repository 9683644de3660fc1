package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Checkpoint;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.PendingDeliveries;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/**
 * Markers by the minute in which they were set.
 *
 * <p>{@code pk = pending#<minute>#<bucket, 0 to 3>, sk = <shard>#<channel>}. The buckets keep the write rate of one key below
 * DynamoDB's limit.
 *
 * <p>{@code pk = pending#sweep, sk = sweep}: a {@link Checkpoint}, the first minute that a sweep has to read.
 */
@Singleton
final class DynamoDbPendingDeliveries implements PendingDeliveries {

    private static final int BUCKETS = 4;
    private static final int SHARDS = 10_000;
    private static final Duration KEPT = Duration.ofHours(24);

    /** How far the first sweep looks back. */
    private static final long LOOK_BACK_MINUTES = 10;

    private final RecentlyUsed<ChannelShard, Long> markedIn = new RecentlyUsed<>(SHARDS);
    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;
    private final Checkpoint checkpoint;

    DynamoDbPendingDeliveries(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
        this.checkpoint = new Checkpoint(dynamoDb, table, Item.key("pending#sweep", "sweep"));
    }

    @Override
    public void mark(ChannelShard shard) {
        Instant now = clock.instant();
        long minute = minute(now);
        if (markedIn.get(shard).filter(marked -> marked == minute).isPresent()) {
            return;
        }
        String sortKey = shard.shard() + "#" + shard.channel().value();
        Item item = Item.key(partition(minute, Math.floorMod(sortKey.hashCode(), BUCKETS)), sortKey)
                .expiring(now.plus(KEPT));
        dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
        markedIn.put(shard, minute);
    }

    @Override
    public Marked marked() {
        long current = minute(clock.instant());
        // Older markers than are kept need no look.
        long first = Math.max(checkpoint.read().orElse(current - LOOK_BACK_MINUTES), current - KEPT.toMinutes());
        Set<ChannelShard> shards = new LinkedHashSet<>();
        for (long minute = first; minute <= current; minute++) {
            for (int bucket = 0; bucket < BUCKETS; bucket++) {
                shards.addAll(read(minute, bucket));
            }
        }
        // Markers of this minute, and late ones of the one before, may still come.
        return new Marked(List.copyOf(shards), Instant.ofEpochSecond((current - 1) * 60));
    }

    private List<ChannelShard> read(long minute, int bucket) {
        Item values = Item.empty().with(":pk", partition(minute, bucket));
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk")
                        .expressionAttributeValues(values.attributes())
                        .consistentRead(true))
                .items()
                .stream()
                .map(item -> shard(Item.of(item).text(Item.SK)))
                .toList();
    }

    @Override
    public void complete(Marked marked) {
        checkpoint.advance(minute(marked.through()));
    }

    private static ChannelShard shard(String sortKey) {
        int separator = sortKey.indexOf('#');
        return new ChannelShard(
                new ChannelName(sortKey.substring(separator + 1)), Integer.parseInt(sortKey.substring(0, separator)));
    }

    private static long minute(Instant at) {
        return at.getEpochSecond() / 60;
    }

    private static String partition(long minute, int bucket) {
        return "pending#" + minute + "#" + bucket;
    }
}
