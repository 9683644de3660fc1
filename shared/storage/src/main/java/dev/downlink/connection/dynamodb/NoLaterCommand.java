package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;

/**
 * Deletes an item only if no later command of its client wrote it ({@code c}): commands of one client run concurrently, and an
 * {@code unsubscribe} must not end the subscription of the {@code subscribe} after it.
 */
final class NoLaterCommand {

    private NoLaterCommand() {}

    /** @return the deleted item, without attributes if there was none; empty if a later command's item stays */
    static Optional<Item> delete(DynamoDbClient dynamoDb, String table, Item key, long commandId) {
        Item values = Item.empty().with(":c", commandId);
        try {
            return Optional.of(Item.of(dynamoDb.deleteItem(delete -> delete.tableName(table)
                            .key(key.attributes())
                            .conditionExpression("attribute_not_exists(c) OR c <= :c")
                            .expressionAttributeValues(values.attributes())
                            .returnValues(ReturnValue.ALL_OLD))
                    .attributes()));
        } catch (ConditionalCheckFailedException later) {
            return Optional.empty();
        }
    }
}
