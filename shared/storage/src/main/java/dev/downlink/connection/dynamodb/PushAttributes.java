package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.connection.JoinState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.protocol.Json;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/**
 * What is pushed to a subscription, in its item: {@code tf} tags filter (JSON), {@code p} 1 if it is told who joins and leaves,
 * {@code j} {@link JoinState}; {@link DeltaAttribute}. The first and the last two are left out where they are the default.
 */
final class PushAttributes {

    private static final String FILTER = "tf";
    private static final String JOIN_LEAVE = "p";
    private static final String JOIN_STATE = "j";

    private PushAttributes() {}

    static Item add(Item item, Subscription subscription) {
        @Nullable Json filter = subscription.options().filter();
        JoinState state = subscription.joinState();
        Item options = item.with(FILTER, filter == null ? null : filter.text())
                .with(JOIN_LEAVE, subscription.options().joinLeave() ? 1 : 0)
                .with(JOIN_STATE, state == JoinState.UNTOLD ? null : state.name());
        return DeltaAttribute.add(options, subscription.options().delta());
    }

    static PushOptions options(Item item) {
        return new PushOptions(
                item.find(FILTER).map(Json::new).orElse(null),
                item.number(JOIN_LEAVE) == 1,
                DeltaAttribute.state(item));
    }

    static JoinState joinState(Item item) {
        return item.find(JOIN_STATE).map(JoinState::valueOf).orElse(JoinState.UNTOLD);
    }

    /** @return whether there is such a subscription */
    static boolean markTold(DynamoDbClient dynamoDb, String table, Item key) {
        Item values = Item.empty().with(":j", JoinState.TOLD.name());
        try {
            // Only if it exists: a client that has unsubscribed must stay unsubscribed.
            dynamoDb.updateItem(change -> change.tableName(table)
                    .key(key.attributes())
                    .updateExpression("SET j = :j")
                    .conditionExpression("attribute_exists(pk)")
                    .expressionAttributeValues(values.attributes()));
            return true;
        } catch (ConditionalCheckFailedException gone) {
            return false;
        }
    }
}
