package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.BatchGet;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.ledger.ChannelShard;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;
import software.amazon.awssdk.services.dynamodb.model.ReturnValue;
import software.amazon.awssdk.services.dynamodb.model.ReturnValuesOnConditionCheckFailure;

/** Conditional updates of the {@linkplain ShardState states}. */
@Singleton
final class StateItems {

    private final DynamoDbClient dynamoDb;
    private final String table;

    /** @param state as it is now: changed if done, as the condition found it if not */
    record Result(boolean done, ShardState state) {}

    StateItems(DynamoDbClient dynamoDb, @Value("${publications.table}") String table) {
        this.dynamoDb = dynamoDb;
        this.table = table;
    }

    /** @param expression {@code #r} is the requested offset, {@code #ttl} the expiry */
    Result update(ChannelShard shard, String expression, String condition, Item values) {
        Map<String, String> names = new HashMap<>();
        String both = expression + condition;
        if (both.contains("#r")) {
            names.put("#r", ShardState.requestedName(shard));
        }
        if (both.contains("#ttl")) {
            names.put("#ttl", Item.TTL);
        }
        try {
            return new Result(
                    true,
                    new ShardState(
                            shard,
                            Item.of(dynamoDb.updateItem(update -> update.tableName(table)
                                            .key(ShardState.key(shard).attributes())
                                            .updateExpression(expression)
                                            .conditionExpression(condition)
                                            .expressionAttributeValues(values.attributes())
                                            .expressionAttributeNames(names.isEmpty() ? null : names)
                                            .returnValues(ReturnValue.ALL_NEW)
                                            .returnValuesOnConditionCheckFailure(
                                                    ReturnValuesOnConditionCheckFailure.ALL_OLD))
                                    .attributes())));
        } catch (ConditionalCheckFailedException failed) {
            return new Result(false, new ShardState(shard, Item.of(failed.item())));
        }
    }

    List<ShardState> find(Collection<ChannelShard> shards) {
        Map<Map<String, AttributeValue>, ChannelShard> byKey = new HashMap<>();
        shards.forEach(shard -> byKey.put(ShardState.key(shard).attributes(), shard));
        List<Item> keys = byKey.keySet().stream().map(Item::of).toList();
        return BatchGet.from(dynamoDb, table, keys).stream()
                .map(item -> new ShardState(Objects.requireNonNull(byKey.get(keyOf(item))), item))
                .toList();
    }

    private static Map<String, AttributeValue> keyOf(Item item) {
        return Item.key(item.text(Item.PK), item.text(Item.SK)).attributes();
    }
}
