package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * Deletes an item only if no later command of its client wrote it ({@code c}): commands of one client are carried out side by
 * side, and an {@code unsubscribe} must not end the subscription of the {@code subscribe} after it.
 */
final class NoLaterCommand {

    private NoLaterCommand() {}

    /** @return whether there is no such item (any more) */
    static boolean delete(DynamoDbClient dynamoDb, String table, Item key, long commandId) {
        Item values = Item.empty().with(":c", commandId);
        try {
            dynamoDb.deleteItem(delete -> delete.tableName(table)
                    .key(key.attributes())
                    .conditionExpression("attribute_not_exists(c) OR c <= :c")
                    .expressionAttributeValues(values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException later) {
            return false;
        }
    }
}
