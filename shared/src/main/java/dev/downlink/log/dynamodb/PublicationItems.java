package dev.downlink.log.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.log.ChannelLog;
import dev.downlink.log.Draft;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.CancellationReason;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.Put;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;
import software.amazon.awssdk.services.dynamodb.model.TransactWriteItem;
import software.amazon.awssdk.services.dynamodb.model.TransactionCanceledException;
import software.amazon.awssdk.services.dynamodb.model.TransactionConflictException;

/**
 * Publications and their idempotency keys.
 *
 * <p>{@code pk = <channel>, sk = o#<offset in 20 digits>}: {@code e} epoch, {@code d} data (JSON), {@code i} the publishing
 * client ({@code c} client, {@code u} user, {@code n} connection info, {@code h} channel info), {@code t} tags, {@code at}
 * when (epoch milliseconds), {@code w} the id of this write.
 *
 * <p>{@code pk = <channel>, sk = k#<idempotency key>}: {@code e} epoch, {@code n} offset. It expires on its own.
 */
@Singleton
final class PublicationItems {

    static final String PREFIX = "o#";

    private static final String EPOCH = HeadItems.EPOCH;
    private static final String DATA = "d";
    private static final String INFO = "i";
    private static final String TAGS = "t";
    private static final String AT = "at";
    private static final String WRITE = "w";
    private static final String KEY_OFFSET = "n";

    /** A place is free if nothing is there, or something that an earlier epoch left behind. */
    private static final String FREE = "attribute_not_exists(pk) OR e <> :e";

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    record Entry(Publication publication, Instant expiresAt) {}

    PublicationItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    PutOutcome put(ChannelName channel, StreamPosition place, Draft draft, Instant expiresAt) {
        Item item = Item.key(channel.value(), sortKey(place.offset()))
                .with(EPOCH, place.epoch())
                .with(DATA, draft.data().text())
                .with(TAGS, draft.tags())
                .with(AT, clock.millis())
                .with(WRITE, UUID.randomUUID().toString())
                .expiring(expiresAt);
        if (draft.info() != null) {
            item = item.with(INFO, InfoAttribute.of(draft.info()));
        }
        return draft.idempotencyKey() == null
                ? put(item)
                : putOnce(item, place, Item.key(channel.value(), "k#" + draft.idempotencyKey()));
    }

    private PutOutcome put(Item item) {
        try {
            // Free: of two appends that saw the same head, one gets the place.
            dynamoDb.putItem(put -> put.tableName(table)
                    .item(item.attributes())
                    .conditionExpression(FREE)
                    .expressionAttributeValues(epoch(item))
                    .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD));
            return new PutOutcome.Written();
        } catch (ConditionalCheckFailedException taken) {
            // By ourselves, if the answer to the first try was lost and the SDK tried again.
            return Item.of(taken.item()).text(WRITE).equals(item.text(WRITE))
                    ? new PutOutcome.Written()
                    : new PutOutcome.PlaceTaken();
        } catch (TransactionConflictException contended) {
            return new PutOutcome.PlaceTaken();
        }
    }

    /** One transaction, so that the key is there if and only if the publication is. */
    private PutOutcome putOnce(Item item, StreamPosition place, Item key) {
        Instant now = clock.instant();
        Item keyItem = key.with(EPOCH, place.epoch())
                .with(KEY_OFFSET, place.offset())
                .expiring(now.plus(ChannelLog.KEY_LIFETIME));
        Put publication = Put.builder()
                .tableName(table)
                .item(item.attributes())
                .conditionExpression(FREE)
                .expressionAttributeValues(epoch(item))
                .build();
        Put idempotency = Put.builder()
                .tableName(table)
                .item(keyItem.attributes())
                // Free or expired: of two attempts with one key, one publishes.
                .conditionExpression(FREE + " OR #ttl <= :now")
                .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                .expressionAttributeValues(
                        Item.of(epoch(item)).with(":now", now.getEpochSecond()).attributes())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
        try {
            dynamoDb.transactWriteItems(transaction -> transaction
                    // Lets DynamoDB recognise the SDK's own retry of this transaction.
                    .clientRequestToken(item.text(WRITE))
                    .transactItems(
                            TransactWriteItem.builder().put(publication).build(),
                            TransactWriteItem.builder().put(idempotency).build()));
            return new PutOutcome.Written();
        } catch (TransactionCanceledException cancelled) {
            return outcome(cancelled, place.epoch());
        }
    }

    private static PutOutcome outcome(TransactionCanceledException cancelled, String epoch) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        if (reasons.size() != 2) {
            throw cancelled;
        }
        CancellationReason key = reasons.get(1);
        if (CONDITION_FAILED.equals(key.code())) {
            return new PutOutcome.Duplicate(
                    new StreamPosition(Item.of(key.item()).number(KEY_OFFSET), epoch));
        }
        boolean contended = reasons.stream().map(CancellationReason::code).allMatch(PublicationItems::isContention);
        if (!contended) {
            throw cancelled;
        }
        return new PutOutcome.PlaceTaken();
    }

    private static boolean isContention(@Nullable String code) {
        return code == null
                || code.equals("None")
                || code.equals(CONDITION_FAILED)
                || code.equals("TransactionConflict");
    }

    /**
     * Publications of an epoch from one offset to another (inclusive), read as far as the stream is consumed.
     *
     * @param pageSize how many to read (and pay) at a time
     */
    Stream<Entry> query(ChannelName channel, String epoch, long first, long last, boolean reverse, int pageSize) {
        Item values = Item.empty()
                .with(":pk", channel.value())
                .with(":first", sortKey(first))
                .with(":last", sortKey(last));
        return dynamoDb
                .queryPaginator(query -> query.tableName(table)
                        .keyConditionExpression("pk = :pk AND sk BETWEEN :first AND :last")
                        .expressionAttributeValues(values.attributes())
                        .scanIndexForward(!reverse)
                        .limit(pageSize)
                        .consistentRead(true))
                .items()
                .stream()
                .map(Item::of)
                .filter(item -> item.text(EPOCH).equals(epoch))
                .map(PublicationItems::entry);
    }

    static long offset(Item item) {
        return Long.parseLong(item.text(Item.SK).substring(PREFIX.length()));
    }

    private static Entry entry(Item item) {
        @Nullable ClientInfo info = item.has(INFO) ? InfoAttribute.read(item.textsByName(INFO)) : null;
        return new Entry(
                new Publication(
                        offset(item),
                        new Json(item.text(DATA)),
                        info,
                        item.textsByName(TAGS),
                        Instant.ofEpochMilli(item.number(AT))),
                item.expiresAt());
    }

    private static String sortKey(long offset) {
        return PREFIX + String.format(Locale.ROOT, "%020d", offset);
    }

    private static Map<String, AttributeValue> epoch(Item item) {
        return Item.empty().with(":e", item.text(EPOCH)).attributes();
    }
}
