package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Where each channel's log stands, also when every publication has expired.
 *
 * <p>{@code pk = <channel>, sk = o#head}: {@code e} epoch, {@code n} offset of the newest publication, or a little less: a
 * publication counts as soon as its item is there.
 */
@Singleton
final class HeadItems {

    static final String EPOCH = "e";

    /** Sorts after every publication, so that one query returns the head and the newest publication. */
    private static final String SORT_KEY = PublicationItems.PREFIX + "head";

    private static final String OFFSET = "n";

    /**
     * How long a head outlives the newest publication. It must outlive any subscription, whose from-offset means nothing in a
     * new epoch.
     */
    private static final Duration OUTLIVES = Duration.ofDays(30);

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    HeadItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    /**
     * The position of the newest publication, whose offset is never given out again. A channel that was never asked for gets
     * its epoch now.
     */
    StreamPosition find(ChannelName channel) {
        while (true) {
            List<Item> newestFirst = newest(channel);
            if (!newestFirst.isEmpty() && newestFirst.getFirst().text(Item.SK).equals(SORT_KEY)) {
                Item head = newestFirst.getFirst();
                keepAlive(channel, head);
                return position(channel, head, newestFirst.size() > 1 ? newestFirst.get(1) : null);
            }
            create(channel);
        }
    }

    private StreamPosition position(ChannelName channel, Item head, @Nullable Item newest) {
        StreamPosition noted = new StreamPosition(head.number(OFFSET), head.text(EPOCH));
        if (newest == null
                || !newest.text(EPOCH).equals(noted.epoch())
                || PublicationItems.offset(newest) <= noted.offset()) {
            return noted;
        }
        StreamPosition position = new StreamPosition(PublicationItems.offset(newest), noted.epoch());
        // Its writer may have died before it did so: once the publication has expired, only the head remembers the
        // offset.
        advance(channel, position, newest.expiresAt());
        return position;
    }

    private List<Item> newest(ChannelName channel) {
        Item values = Item.empty().with(":pk", channel.value()).with(":o", PublicationItems.PREFIX);
        return dynamoDb
                .query(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :o)")
                        .expressionAttributeValues(values.attributes())
                        .scanIndexForward(false)
                        .limit(2)
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .toList();
    }

    private void create(ChannelName channel) {
        Item item = key(channel)
                .with(EPOCH, UUID.randomUUID().toString().substring(0, 8))
                .with(OFFSET, 0)
                .expiring(clock.instant().plus(OUTLIVES));
        try {
            // Not exists: two who find a new channel at once must agree on one epoch.
            dynamoDb.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
        } catch (ConditionalCheckFailedException created) {
            // By another, whose epoch counts.
        }
    }

    /**
     * Called before an append is acknowledged, so that the offset is remembered when its item has expired.
     *
     * @param publicationExpiresAt when that is
     */
    void advance(ChannelName channel, StreamPosition to, Instant publicationExpiresAt) {
        Item values = Item.empty()
                .with(":e", to.epoch())
                .with(":n", to.offset())
                .with(":ttl", publicationExpiresAt.plus(OUTLIVES).getEpochSecond());
        try {
            // Less: of two appends the later may be here first, and the head never goes back.
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(key(channel).attributes())
                    .updateExpression("SET n = :n, #ttl = :ttl")
                    .conditionExpression("e = :e AND n < :n")
                    .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException further) {
            // It is there already.
        }
    }

    /** A silent channel that is still asked for keeps its epoch. */
    private void keepAlive(ChannelName channel, Item head) {
        Instant now = clock.instant();
        if (head.expiresAt().isAfter(now.plus(OUTLIVES.dividedBy(2)))) {
            return;
        }
        Item values = Item.empty()
                .with(":e", head.text(EPOCH))
                .with(":ttl", now.plus(OUTLIVES).getEpochSecond());
        try {
            // Epoch: a head that expired just now is gone, and must not come back as half an item.
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(key(channel).attributes())
                    .updateExpression("SET #ttl = :ttl")
                    .conditionExpression("e = :e")
                    .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException expired) {
            // The next one to ask begins a new epoch.
        }
    }

    private static Item key(ChannelName channel) {
        return Item.key(channel.value(), SORT_KEY);
    }
}
