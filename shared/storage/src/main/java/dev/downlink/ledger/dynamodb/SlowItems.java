package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.SlowConsumer;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The slow consumers of each shard, in an item of their own, so that the state stays small.
 *
 * <p>{@code pk = delivery#<shard>#<channel>, sk = slow}: {@code e} epoch, {@code f} token of the lease that wrote it, {@code o}
 * the slow consumers, each {@code "<connection id> <after> <since> <retry at>"} (epoch milliseconds).
 *
 * <p>The list is written before the state that goes with it. After a crash in between, the next holder finds an older state
 * with a newer list. That is safe: a connection in the list has everything up to its own offset, and one that left the list
 * has more than the older state claims. So the next holder delivers some publications again, and leaves out none.
 *
 * <p>A fenced holder must not change the list that goes with a later state. So a lease writes the list once under its own token
 * before its first state, even if it did not change it; from then on writes with lower tokens are refused.
 */
@Singleton
final class SlowItems {

    /** Longer than any subscription. */
    private static final Duration KEPT = Duration.ofDays(30);

    private static final int LEASES = 1000;

    private final RecentlyUsed<LeaseId, List<SlowConsumer>> written = new RecentlyUsed<>(LEASES);
    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    record LeaseId(ChannelShard shard, String epoch, long token) {}

    SlowItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    /** The shard first: a channel's name may hold anything, a number cannot hold the separator. */
    static String partition(ChannelShard shard) {
        return "delivery#" + shard.shard() + "#" + shard.channel().value();
    }

    /** @return false if a later lease has written its own */
    boolean write(LeaseId lease, List<SlowConsumer> slow) {
        Optional<List<SlowConsumer>> earlier = written.get(lease);
        if (slow.isEmpty() || earlier.filter(slow::equals).isPresent()) {
            return true;
        }
        Item item = key(lease.shard())
                .with("e", lease.epoch())
                .with("f", lease.token())
                .with("o", slow.stream().map(SlowItems::text).toList())
                .expiring(clock.instant().plus(KEPT));
        Item values = Item.empty().with(":e", lease.epoch()).with(":f", lease.token());
        try {
            // Token: a fenced holder must not overwrite the list of the one after it.
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(pk) OR f <= :f OR e <> :e")
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException fenced) {
            return false;
        }
        written.put(lease, slow);
        return true;
    }

    List<SlowConsumer> read(ChannelShard shard) {
        return Item.of(dynamoDb.getItem(get -> get.tableName(table)
                                .key(key(shard).attributes())
                                .consistentRead(true))
                        .item())
                .texts("o")
                .stream()
                .map(SlowItems::slowConsumer)
                .toList();
    }

    private static Item key(ChannelShard shard) {
        return Item.key(partition(shard), "slow");
    }

    private static String text(SlowConsumer slow) {
        return slow.connection().value() + " " + slow.after() + " "
                + slow.since().toEpochMilli() + " " + slow.retryAt().toEpochMilli();
    }

    private static SlowConsumer slowConsumer(String text) {
        String[] parts = text.split(" ", 4);
        return new SlowConsumer(
                new ConnectionId(Objects.requireNonNull(parts[0])),
                Long.parseLong(parts[1]),
                Instant.ofEpochMilli(Long.parseLong(parts[2])),
                Instant.ofEpochMilli(Long.parseLong(parts[3])));
    }
}
