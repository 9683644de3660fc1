package dev.downlink.aws.dynamodb;

import java.util.OptionalLong;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * The progress of a sweep. It only moves forward: the slower of two concurrent sweeps must not move it back.
 *
 * <p>The item with the given key: {@code n} the number reached.
 */
public final class Checkpoint {

    private static final String NUMBER = "n";

    private final DynamoDbClient dynamoDb;
    private final String table;
    private final Item key;

    public Checkpoint(DynamoDbClient dynamoDb, String table, Item key) {
        this.dynamoDb = dynamoDb;
        this.table = table;
        this.key = key;
    }

    /** The number reached; empty before the first {@link #advance}. */
    public OptionalLong read() {
        Item item = Item.of(dynamoDb.getItem(
                        get -> get.tableName(table).key(key.attributes()).consistentRead(true))
                .item());
        return item.isEmpty() ? OptionalLong.empty() : OptionalLong.of(item.number(NUMBER));
    }

    /** Moves it to a number, unless it is already beyond. */
    public void advance(long number) {
        Item values = Item.empty().with(":n", number);
        try {
            dynamoDb.updateItem(update -> update.tableName(table)
                    .key(key.attributes())
                    .updateExpression("SET n = :n")
                    .conditionExpression("attribute_not_exists(n) OR n < :n")
                    .expressionAttributeValues(values.attributes()));
        } catch (ConditionalCheckFailedException further) {
            // It is already there or beyond.
        }
    }
}
