package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.history.Draft;
import dev.downlink.protocol.StreamPosition;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
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

/** Puts publications at consecutive places, all or none of them, and only where nothing is. */
@Singleton
final class PublicationWrites {

    /** TransactWriteItems takes 100 items: a publication and its idempotency key each. */
    static final int MAX_TOGETHER = 50;

    /** A place is free if nothing is there, or something that an earlier epoch left behind. */
    private static final String FREE = "attribute_not_exists(pk) OR e <> :e";

    private static final String CONDITION_FAILED = "ConditionalCheckFailed";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Clock clock;

    /** @param keyOf which draft's idempotency key it puts; null if it puts a publication */
    private record Write(@Nullable Integer keyOf, Put put) {

        TransactWriteItem item() {
            return TransactWriteItem.builder().put(put).build();
        }
    }

    PublicationWrites(DynamoDbClient dynamoDb, @Value("${publications.table}") String table, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.clock = clock;
    }

    /**
     * @param first the first draft's place; the others follow
     * @param drafts at least one, at most {@link #MAX_TOGETHER}, no idempotency key twice
     */
    PutOutcome put(ChannelName channel, StreamPosition first, List<Draft> drafts, Instant expiresAt) {
        if (drafts.size() == 1 && drafts.getFirst().idempotencyKey() == null) {
            return putOne(PublicationItems.item(channel, first, drafts.getFirst(), clock.instant(), expiresAt));
        }
        return putTogether(first.epoch(), writes(channel, first, drafts, expiresAt));
    }

    private PutOutcome putOne(Item item) {
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
            return Item.of(taken.item()).text(PublicationItems.WRITE).equals(item.text(PublicationItems.WRITE))
                    ? new PutOutcome.Written()
                    : new PutOutcome.PlaceTaken();
        } catch (TransactionConflictException contended) {
            return new PutOutcome.PlaceTaken();
        }
    }

    /** One transaction, so that a key is there if and only if its publication is, and no place is left out. */
    private PutOutcome putTogether(String epoch, List<Write> writes) {
        try {
            dynamoDb.transactWriteItems(transaction -> transaction
                    // Lets DynamoDB recognise the SDK's own retry of this transaction.
                    .clientRequestToken(UUID.randomUUID().toString())
                    .transactItems(writes.stream().map(Write::item).toList()));
            return new PutOutcome.Written();
        } catch (TransactionCanceledException cancelled) {
            return outcome(cancelled, epoch, writes);
        }
    }

    private List<Write> writes(ChannelName channel, StreamPosition first, List<Draft> drafts, Instant expiresAt) {
        Instant now = clock.instant();
        List<Write> writes = new ArrayList<>();
        for (int i = 0; i < drafts.size(); i++) {
            Draft draft = drafts.get(i);
            StreamPosition place = new StreamPosition(first.offset() + i, first.epoch());
            writes.add(new Write(null, publication(PublicationItems.item(channel, place, draft, now, expiresAt))));
            if (draft.idempotencyKey() != null) {
                writes.add(
                        new Write(i, key(PublicationItems.keyItem(channel, place, draft.idempotencyKey(), now), now)));
            }
        }
        return writes;
    }

    private Put publication(Item item) {
        return Put.builder()
                .tableName(table)
                .item(item.attributes())
                .conditionExpression(FREE)
                .expressionAttributeValues(epoch(item))
                .build();
    }

    private Put key(Item item, Instant now) {
        return Put.builder()
                .tableName(table)
                .item(item.attributes())
                // Free or expired: of two attempts with one key, one publishes.
                .conditionExpression(FREE + " OR #ttl <= :now")
                .expressionAttributeNames(Map.of("#ttl", Item.TTL))
                .expressionAttributeValues(
                        Item.of(epoch(item)).with(":now", now.getEpochSecond()).attributes())
                .returnValuesOnConditionCheckFailure(ReturnValuesOnConditionCheckFailure.ALL_OLD)
                .build();
    }

    private static PutOutcome outcome(TransactionCanceledException cancelled, String epoch, List<Write> writes) {
        List<CancellationReason> reasons = cancelled.cancellationReasons();
        boolean contended = reasons.stream().map(CancellationReason::code).allMatch(PublicationWrites::isContention);
        if (reasons.size() != writes.size() || !contended) {
            throw cancelled;
        }
        Map<Integer, StreamPosition> earlier = new HashMap<>();
        for (int i = 0; i < writes.size(); i++) {
            @Nullable Integer keyOf = writes.get(i).keyOf();
            if (keyOf != null && CONDITION_FAILED.equals(reasons.get(i).code())) {
                Item key = Item.of(reasons.get(i).item());
                earlier.put(keyOf, new StreamPosition(key.number(PublicationItems.KEY_OFFSET), epoch));
            }
        }
        return earlier.isEmpty() ? new PutOutcome.PlaceTaken() : new PutOutcome.Duplicates(earlier);
    }

    private static boolean isContention(@Nullable String code) {
        return code == null
                || code.equals("None")
                || code.equals(CONDITION_FAILED)
                || code.equals("TransactionConflict");
    }

    private static Map<String, AttributeValue> epoch(Item item) {
        return Item.empty().with(":e", item.text(PublicationItems.EPOCH)).attributes();
    }
}
