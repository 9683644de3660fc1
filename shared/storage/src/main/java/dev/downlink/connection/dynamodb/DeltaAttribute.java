package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.DeltaState;
import java.time.Instant;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The {@link DeltaState} of a subscription, in its item: {@code v} since when it has been joining (epoch milliseconds), 0 once it
 * has joined; left out where publications are pushed as they were published.
 */
final class DeltaAttribute {

    private static final String JOINING_SINCE = "v";

    private DeltaAttribute() {}

    static Item add(Item item, DeltaState state) {
        return switch (state) {
            case DeltaState.Off off -> item;
            case DeltaState.Joining joining ->
                item.with(JOINING_SINCE, joining.since().toEpochMilli());
            case DeltaState.On on -> item.with(JOINING_SINCE, 0);
        };
    }

    static DeltaState state(Item item) {
        if (!item.has(JOINING_SINCE)) {
            return new DeltaState.Off();
        }
        long since = item.number(JOINING_SINCE);
        return since == 0 ? new DeltaState.On() : new DeltaState.Joining(Instant.ofEpochMilli(since));
    }

    /** @return whether the command's subscription is there */
    static boolean markJoined(DynamoDbClient dynamoDb, String table, Item key, long commandId) {
        Item values = Item.empty().with(":v", 0).with(":c", commandId);
        try {
            // Command: a later subscribe waits for its own reply. Exists: a client that has unsubscribed stays so.
            dynamoDb.updateItem(change -> change.tableName(table)
                    .key(key.attributes())
                    .updateExpression("SET v = :v")
                    .conditionExpression("attribute_exists(v) AND c = :c")
                    .expressionAttributeValues(values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException gone) {
            return false;
        }
    }
}
