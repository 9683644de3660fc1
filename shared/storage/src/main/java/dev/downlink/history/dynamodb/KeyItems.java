package dev.downlink.history.dynamodb;

import static java.util.stream.Collectors.toMap;

import dev.downlink.aws.dynamodb.BatchGet;
import dev.downlink.aws.dynamodb.BatchWrite;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.IdempotencyKey;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The idempotency keys that each channel has published.
 *
 * <p>{@code pk = key#<channel>, sk = k#<name>} for a named key, {@code sk = s#<source>} for a source: {@code e} epoch, {@code n}
 * offset, {@code w} write id of the segment, {@code p} (source) its last position. They expire on their own.
 *
 * <p>What is written follows from the segment alone, so that the writer of the segment and those that complete it after a
 * crash write the same.
 */
@Singleton
final class KeyItems {

    private static final String EPOCH = HeadItems.EPOCH;
    private static final String OFFSET = "n";
    private static final String WRITE = SegmentAttributes.WRITE;
    private static final String POSITION = "p";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    /** @param lastPosition empty for a named key */
    record Published(Item key, long offset, String lastPosition, String writeId) {

        /** Whether it says that this key, which has the same item, was published. */
        boolean covers(IdempotencyKey key) {
            return switch (key) {
                case IdempotencyKey.Named named -> true;
                case IdempotencyKey.SourcePosition source -> source.position().compareTo(lastPosition) <= 0;
            };
        }
    }

    KeyItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    /** The sort key, the same for keys that share an item. */
    static String sortKey(IdempotencyKey key) {
        return switch (key) {
            case IdempotencyKey.Named named -> "k#" + named.value();
            case IdempotencyKey.SourcePosition source -> "s#" + source.source();
        };
    }

    /** Those of the keys that have an item of this epoch, by {@link #sortKey}. */
    Map<String, Published> find(ChannelName channel, String epoch, Collection<IdempotencyKey> keys) {
        Instant now = clock.instant();
        List<Item> wanted = keys.stream()
                .map(KeyItems::sortKey)
                .distinct()
                .map(sortKey -> Item.key(partition(channel), sortKey))
                .toList();
        return BatchGet.from(dynamoDb, table, wanted).stream()
                .filter(item ->
                        item.text(EPOCH).equals(epoch) && item.expiresAt().isAfter(now))
                .collect(toMap(item -> item.text(Item.SK), KeyItems::published));
    }

    private static Published published(Item item) {
        return new Published(
                Item.key(item.text(Item.PK), item.text(Item.SK)),
                item.number(OFFSET),
                item.find(POSITION).orElse(""),
                item.text(WRITE));
    }

    /** Writes all keys of a segment; no effect if they are written already. */
    void write(ChannelName channel, Segment segment) {
        BatchWrite.put(
                dynamoDb,
                table,
                segment.names().entrySet().stream()
                        .map(name -> item(channel, "k#" + name.getKey(), segment, name.getValue()))
                        .toList());
        segment.sources().forEach((source, end) -> writeSource(channel, source, segment, end));
    }

    private void writeSource(ChannelName channel, String source, Segment segment, Segment.SourceEnd end) {
        Item item = item(channel, "s#" + source, segment, end.offset()).with(POSITION, end.position());
        Item values = Item.empty()
                .with(":e", segment.epoch())
                .with(":p", end.position())
                .with(":at", segment.time().getEpochSecond());
        try {
            // Forward only: an old segment may be completed after the next one of its source.
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression("attribute_not_exists(pk) OR p < :p OR e <> :e OR #ttl <= :at")
                    .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException further) {
            // A later position is there already.
        }
    }

    /** Deletes a key whose segment expired before it was acknowledged. */
    void delete(Published orphan) {
        try {
            // Write id: the key may have been published again meanwhile.
            dynamoDb.deleteItem(delete -> delete.tableName(table)
                    .key(orphan.key().attributes())
                    .conditionExpression("w = :w")
                    .expressionAttributeValues(
                            Item.empty().with(":w", orphan.writeId()).attributes()));
        } catch (ConditionalCheckFailedException published) {
            // The next lookup finds it.
        }
    }

    private static Item item(ChannelName channel, String sortKey, Segment segment, long offset) {
        return Item.key(partition(channel), sortKey)
                .with(EPOCH, segment.epoch())
                .with(OFFSET, offset)
                .with(WRITE, segment.writeId())
                .expiring(segment.time().plus(ChannelHistory.KEY_LIFETIME));
    }

    private static String partition(ChannelName channel) {
        return "key#" + channel.value();
    }
}
