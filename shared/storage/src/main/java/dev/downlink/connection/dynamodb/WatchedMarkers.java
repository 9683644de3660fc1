package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.BatchGet;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * One item for each channel that may have a subscriber, so that hundreds of channels can be asked about in one call. A shard
 * with a subscriber is always in its channel's marker; one without may stay there for a while.
 *
 * <p>{@code pk = watched#<channel>, sk = watched}: {@code n} the shards (number set), {@code c<shard>} the stamp of the caller
 * that is about to remove that shard.
 *
 * <p>A subscriber writes its subscription, then looks at the marker: its shard must be in it, not about to be removed, and the
 * marker must outlive the subscription, else the subscriber adds the shard again, which clears the shard's stamp. A remover
 * stamps the shard, then looks for subscribers in it, and removes it only if there are none and the stamp is still its own. If
 * the subscriber saw no stamp, the remover's look came after the subscription and finds it; if it saw one, or no shard, its
 * write comes after, and the remover no longer finds its stamp.
 */
final class WatchedMarkers {

    private static final String SORT_KEY = "watched";
    private static final String PREFIX = "watched#";
    private static final String SHARDS = "n";

    /** Beyond the subscription's end, so that not every new subscriber rewrites a busy channel's marker. */
    private static final Duration SLACK = Duration.ofDays(1);

    private final DynamoDbClient dynamoDb;
    private final String table;

    WatchedMarkers(DynamoDbClient dynamoDb, Tables tables) {
        this.dynamoDb = dynamoDb;
        this.table = tables.subscriptions();
    }

    static Item key(ChannelName channel) {
        return Item.key(PREFIX + channel.value(), SORT_KEY);
    }

    /** Called once the subscription is written. */
    void ensure(ChannelName channel, int shard, Instant subscriptionExpiresAt) {
        Item marker = Item.of(dynamoDb.getItem(get ->
                        get.tableName(table).key(key(channel).attributes()).consistentRead(true))
                .item());
        if (marker.numbers(SHARDS).contains(shard)
                && !marker.has(stamp(shard))
                && !marker.expiresAt().isBefore(subscriptionExpiresAt)) {
            return;
        }
        Item values = Item.empty()
                .with(":n", shards(shard))
                .with(":ttl", subscriptionExpiresAt.plus(SLACK).getEpochSecond());
        dynamoDb.updateItem(change -> change.tableName(table)
                .key(key(channel).attributes())
                .updateExpression("ADD n :n SET #ttl = :ttl REMOVE " + stamp(shard))
                .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                .expressionAttributeValues(values.attributes()));
    }

    void removeIf(ChannelName channel, int shard, BooleanSupplier noSubscribers) {
        String stamp = stamp(shard);
        Item own = Item.empty().with(":c", UUID.randomUUID().toString());
        Item ownOfShard = own.with(":n", shards(shard));
        // In the marker: a shard that another remover has removed needs no stamp, and a stamp creates no marker.
        Item stamped = own.with(":n", AttributeValue.fromN(Integer.toString(shard)));
        if (update(channel, "SET " + stamp + " = :c", "contains(n, :n)", stamped)
                .isEmpty()) {
            return;
        }
        if (!noSubscribers.getAsBoolean()) {
            update(channel, "REMOVE " + stamp, stamp + " = :c", own);
            return;
        }
        // Stamp still there: a subscriber that came meanwhile has removed it.
        update(channel, "DELETE n :n REMOVE " + stamp, stamp + " = :c", ownOfShard)
                .filter(marker -> !marker.has(SHARDS))
                .ifPresent(empty -> deleteEmpty(channel));
    }

    private void deleteEmpty(ChannelName channel) {
        try {
            // Without shards: a subscriber may have added one since.
            dynamoDb.deleteItem(delete -> delete.tableName(table)
                    .key(key(channel).attributes())
                    .conditionExpression("attribute_not_exists(n)"));
        } catch (ConditionalCheckFailedException watchedAgain) {
            // The marker stays.
        }
    }

    /** @return the marker as it is now; empty if the condition failed */
    private Optional<Item> update(ChannelName channel, String expression, String condition, Item values) {
        try {
            return Optional.of(Item.of(dynamoDb.updateItem(change -> change.tableName(table)
                            .key(key(channel).attributes())
                            .updateExpression(expression)
                            .conditionExpression(condition)
                            .expressionAttributeValues(values.attributes())
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes()));
        } catch (ConditionalCheckFailedException changed) {
            return Optional.empty();
        }
    }

    Map<ChannelName, Set<Integer>> of(Collection<ChannelName> channels) {
        Map<ChannelName, Set<Integer>> watched = new HashMap<>();
        for (Item marker : BatchGet.from(
                dynamoDb,
                table,
                channels.stream().distinct().map(WatchedMarkers::key).toList())) {
            if (marker.has(SHARDS)) {
                watched.put(new ChannelName(marker.text(Item.PK).substring(PREFIX.length())), marker.numbers(SHARDS));
            }
        }
        return watched;
    }

    private static String stamp(int shard) {
        return "c" + shard;
    }

    private static AttributeValue shards(int shard) {
        return AttributeValue.fromNs(List.of(Integer.toString(shard)));
    }
}
