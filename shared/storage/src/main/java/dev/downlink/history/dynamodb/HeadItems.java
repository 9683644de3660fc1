package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.aws.dynamodb.Retries;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * The head of each channel's log, kept also when every publication has expired.
 *
 * <p>{@code pk = head#<channel>, sk = head}: {@code e} epoch, {@code n} offset of the newest acknowledged publication, {@code m}
 * when it became that (epoch seconds), {@code k} in how many shards the channel may have subscribers, {@code l} lifetime of its
 * publications (seconds), {@code rm} up to which offset they are removed. The delivery ledger keeps its state of shard 0 in the same item, so that a position becomes the
 * head, and its delivery is requested, in one update.
 *
 * <p>The head never passes a segment of the log whose idempotency keys are not all written. A lookup of keys
 * after a read of the head misses none of the publications up to it. Nor does the head stand inside a segment: the next one is put right
 * behind the head, at a place that would look free.
 */
@Singleton
public final class HeadItems {

    public static final String EPOCH = "e";
    public static final String OFFSET = "n";
    public static final String MOVED_AT = "m";
    public static final String SPREAD = "k";
    public static final String LIFETIME = "l";
    private static final String REMOVED = "rm";

    /**
     * How long a head outlives the newest publication. It must outlive any subscription, whose from-offset means nothing in a
     * new epoch.
     */
    public static final Duration OUTLIVES = Duration.ofDays(30);

    /**
     * Sets the expiry when a position becomes the head: {@code :ttl}, the time plus {@link #OUTLIVES}, plus the lifetime of the
     * publications, if it is known.
     */
    public static final String EXPIRY = "#ttl = if_not_exists(" + LIFETIME + ", :zero) + :ttl";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    /**
     * @param movedAt when the position became the head
     * @param removed publications up to this offset are removed
     */
    record Head(StreamPosition position, Instant movedAt, long removed) {}

    HeadItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    public static Item key(ChannelName channel) {
        return Item.key("head#" + channel.value(), "head");
    }

    /** The head; a channel without a head gets its epoch now. */
    Head find(Channel channel) {
        return find(channel, 0);
    }

    /** The head; publishers that advance it from now on find subscribers in {@code channel.shards()} shards. */
    Head findAndSpread(Channel channel) {
        return find(channel, channel.shards());
    }

    private Head find(Channel channel, int shards) {
        Retries retries = new Retries();
        while (true) {
            Item head = Item.of(dynamoDb.getItem(get -> get.tableName(table)
                            .key(key(channel.name()).attributes())
                            .consistentRead(true))
                    .item());
            Optional<Item> found = head.isEmpty() ? create(channel, shards) : refresh(channel, head, shards);
            if (found.isPresent()) {
                Item item = found.get();
                return new Head(
                        new StreamPosition(item.number(OFFSET), item.text(EPOCH)),
                        Instant.ofEpochSecond(item.number(MOVED_AT)),
                        item.number(REMOVED));
            }
            retries.pause();
        }
    }

    /** Makes a position the head, unless it is further already or the channel has another epoch. */
    void advance(Channel channel, StreamPosition end) {
        Instant now = clock.instant();
        Item values = Item.empty()
                .with(":e", end.epoch())
                .with(":n", end.offset())
                .with(":m", now.getEpochSecond())
                .with(":zero", 0)
                .with(":ttl", now.plus(OUTLIVES).getEpochSecond());
        try {
            // Less: another writer may have appended and acknowledged more since.
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(key(channel.name()).attributes())
                    .updateExpression("SET n = :n, m = :m, " + EXPIRY)
                    .conditionExpression("e = :e AND n < :n")
                    .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException further) {
            // The head is there already.
        }
    }

    /** Removes the publications up to a position, unless more are removed already or the channel has another epoch. */
    void remove(Channel channel, StreamPosition last) {
        Item values = Item.empty().with(":e", last.epoch()).with(":n", last.offset());
        try {
            // Less: another back end may have removed more since.
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(key(channel.name()).attributes())
                    .updateExpression("SET rm = :n")
                    .conditionExpression("e = :e AND (attribute_not_exists(rm) OR rm < :n)")
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException further) {
            // They are removed already, or they are of an epoch that has ended.
        }
    }

    private Optional<Item> create(Channel channel, int shards) {
        Instant now = clock.instant();
        Item item = key(channel.name())
                .with(EPOCH, UUID.randomUUID().toString().substring(0, 8))
                .with(OFFSET, 0)
                .with("d", 0)
                .with(MOVED_AT, now.getEpochSecond())
                .with(SPREAD, shards)
                .with(LIFETIME, channel.retention().lifetime().toSeconds())
                .expiring(now.plus(OUTLIVES));
        try {
            // Not exists: two that find a new channel at once must agree on one epoch.
            dynamoDb.putItem(put ->
                    put.tableName(table).item(item.attributes()).conditionExpression("attribute_not_exists(pk)"));
            return Optional.of(item);
        } catch (ConditionalCheckFailedException created) {
            // By another writer, whose epoch counts; or by ourselves, with an answer that was lost.
            return Optional.empty();
        }
    }

    /** The item, with a higher spread, a longer lifetime or a later expiry where that is due; empty if it changed meanwhile. */
    private Optional<Item> refresh(Channel channel, Item head, int shards) {
        Instant now = clock.instant();
        long lifetime = channel.retention().lifetime().toSeconds();
        // A channel that is still read keeps its epoch, also without publications.
        boolean alive = head.expiresAt().isAfter(now.plus(OUTLIVES.dividedBy(2)));
        if (alive && head.number(SPREAD) >= shards && head.number(LIFETIME) >= lifetime) {
            return Optional.of(head);
        }
        Item values = Item.empty()
                .with(":e", head.text(EPOCH))
                .with(":k", Math.max(shards, head.number(SPREAD)))
                .with(":l", Math.max(lifetime, head.number(LIFETIME)))
                .with(":ttl", now.plus(OUTLIVES).plusSeconds(lifetime).getEpochSecond());
        try {
            // Epoch: a head that expired just now must not come back as half an item. Spread, lifetime: of two
            // subscribers
            // with different settings the higher ones count.
            return Optional.of(Item.of(dynamoDb.updateItem(update -> update.tableName(table)
                            .key(key(channel.name()).attributes())
                            .updateExpression("SET k = :k, l = :l, #ttl = :ttl")
                            .conditionExpression("e = :e AND (attribute_not_exists(k) OR k <= :k)"
                                    + " AND (attribute_not_exists(l) OR l <= :l)")
                            .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                            .expressionAttributeValues(values.attributes())
                            .returnValues(ReturnValue.ALL_NEW))
                    .attributes()));
        } catch (ConditionalCheckFailedException changed) {
            return Optional.empty();
        }
    }
}
