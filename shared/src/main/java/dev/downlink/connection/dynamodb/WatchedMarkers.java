package dev.downlink.connection.dynamodb;

import static java.util.stream.Collectors.toSet;

import dev.downlink.aws.dynamodb.Backoff;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/**
 * One item for each channel that may have a subscriber, so that hundreds of channels can be asked about in one call. A channel
 * with a subscriber always has its marker; one without may keep it for a while.
 *
 * <p>{@code pk = watched#<channel>, sk = watched}: {@code c} the stamp of whoever is about to remove it.
 *
 * <p>A subscriber writes its subscription, then looks at the marker: it must be there, not about to be removed and outlive the
 * subscription, else the subscriber writes it anew. A remover stamps the marker, then looks for subscribers, and removes it
 * only if there are none and the stamp is still its own. If the subscriber saw no stamp, the remover's look came after the
 * subscription and finds it; if it saw one, or nothing, its write comes after, and the remover no longer finds its stamp.
 */
final class WatchedMarkers {

    private static final String SORT_KEY = "watched";
    private static final String PREFIX = "watched#";
    private static final String CLOSING = "c";

    /** BatchGetItem's limit. */
    private static final int BATCH = 100;

    /** Beyond the subscription's end, so that a busy channel's marker is not written anew by each new subscriber. */
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
    void ensure(ChannelName channel, Instant subscriptionExpiresAt) {
        Item marker = Item.of(dynamoDb.getItem(get ->
                        get.tableName(table).key(key(channel).attributes()).consistentRead(true))
                .item());
        if (marker.isEmpty() || marker.has(CLOSING) || marker.expiresAt().isBefore(subscriptionExpiresAt)) {
            Item item = key(channel).expiring(subscriptionExpiresAt.plus(SLACK));
            dynamoDb.putItem(put -> put.tableName(table).item(item.attributes()));
        }
    }

    void removeIf(ChannelName channel, BooleanSupplier noSubscribers) {
        String stamp = UUID.randomUUID().toString();
        // Exists: a marker that another remover took away needs no stamp, and must not be created by it.
        if (!update(channel, "SET c = :c", "attribute_exists(pk)", stamp)) {
            return;
        }
        if (!noSubscribers.getAsBoolean()) {
            update(channel, "REMOVE c", "c = :c", stamp);
            return;
        }
        try {
            // Stamp still there: a subscriber that came meanwhile has written the marker anew.
            dynamoDb.deleteItem(delete -> delete.tableName(table)
                    .key(key(channel).attributes())
                    .conditionExpression("c = :c")
                    .expressionAttributeValues(Item.empty().with(":c", stamp).attributes()));
        } catch (ConditionalCheckFailedException watchedAgain) {
            // It stays.
        }
    }

    private boolean update(ChannelName channel, String expression, String condition, String stamp) {
        try {
            dynamoDb.updateItem(change -> change.tableName(table)
                    .key(key(channel).attributes())
                    .updateExpression(expression)
                    .conditionExpression(condition)
                    .expressionAttributeValues(Item.empty().with(":c", stamp).attributes()));
            return true;
        } catch (ConditionalCheckFailedException changed) {
            return false;
        }
    }

    Set<ChannelName> of(Collection<ChannelName> channels) {
        List<ChannelName> all = channels.stream().distinct().toList();
        Set<ChannelName> watched = new HashSet<>();
        for (int start = 0; start < all.size(); start += BATCH) {
            watched.addAll(batch(all.subList(start, Math.min(start + BATCH, all.size()))));
        }
        return watched;
    }

    private Set<ChannelName> batch(List<ChannelName> channels) {
        Set<Map<String, AttributeValue>> found = new HashSet<>();
        @Nullable
        KeysAndAttributes pending = KeysAndAttributes.builder()
                .keys(channels.stream()
                        .map(channel -> key(channel).attributes())
                        .toList())
                .projectionExpression(Item.PK)
                .consistentRead(true)
                .build();
        Backoff backoff = new Backoff();
        while (true) {
            KeysAndAttributes keys = pending;
            var answer = dynamoDb.batchGetItem(get -> get.requestItems(Map.of(table, keys)));
            found.addAll(answer.responses().getOrDefault(table, List.of()));
            pending = answer.unprocessedKeys().get(table);
            if (pending == null) {
                return found.stream()
                        .map(item -> new ChannelName(Item.of(item).text(Item.PK).substring(PREFIX.length())))
                        .collect(toSet());
            }
            backoff.pause();
        }
    }
}
