package dev.downlink.aws.dynamodb;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.KeysAndAttributes;

/** Reads items by their keys, many at a time, with strongly consistent reads. */
public final class BatchGet {

    /** BatchGetItem's limit. */
    private static final int BATCH = 100;

    private BatchGet() {}

    /**
     * @param keys any number, without duplicates
     * @return the items that exist, in no particular order
     */
    public static List<Item> from(DynamoDbClient dynamoDb, String table, Collection<Item> keys) {
        List<Item> all = List.copyOf(keys);
        List<Item> found = new ArrayList<>();
        for (int start = 0; start < all.size(); start += BATCH) {
            read(dynamoDb, table, all.subList(start, Math.min(start + BATCH, all.size())), found);
        }
        return found;
    }

    private static void read(DynamoDbClient dynamoDb, String table, List<Item> keys, List<Item> found) {
        @Nullable
        KeysAndAttributes pending = KeysAndAttributes.builder()
                .keys(keys.stream().map(Item::attributes).toList())
                .consistentRead(true)
                .build();
        Retries retries = new Retries();
        while (pending != null) {
            KeysAndAttributes requested = pending;
            var answer = dynamoDb.batchGetItem(get -> get.requestItems(Map.of(table, requested)));
            answer.responses().getOrDefault(table, List.of()).forEach(item -> found.add(Item.of(item)));
            pending = answer.unprocessedKeys().get(table);
            if (pending != null) {
                retries.pause();
            }
        }
    }
}
