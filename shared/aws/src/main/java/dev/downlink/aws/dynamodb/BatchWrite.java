package dev.downlink.aws.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Writes items many at a time, without conditions; not atomic: a crash may leave some of them unwritten. */
public final class BatchWrite {

    /** BatchWriteItem's limit. */
    private static final int BATCH = 25;

    private BatchWrite() {}

    public static void put(DynamoDbClient dynamoDb, String table, List<Item> items) {
        write(
                dynamoDb,
                table,
                items.stream()
                        .map(item -> WriteRequest.builder()
                                .putRequest(put -> put.item(item.attributes()))
                                .build())
                        .toList());
    }

    /** Deletes the items with these keys; keys without an item are ignored. */
    public static void delete(DynamoDbClient dynamoDb, String table, List<Item> keys) {
        write(
                dynamoDb,
                table,
                keys.stream()
                        .map(key -> WriteRequest.builder()
                                .deleteRequest(delete -> delete.key(key.attributes()))
                                .build())
                        .toList());
    }

    private static void write(DynamoDbClient dynamoDb, String table, List<WriteRequest> writes) {
        for (int start = 0; start < writes.size(); start += BATCH) {
            Map<String, List<WriteRequest>> pending =
                    Map.of(table, writes.subList(start, Math.min(start + BATCH, writes.size())));
            Retries retries = new Retries();
            while (!pending.isEmpty()) {
                Map<String, List<WriteRequest>> requests = pending;
                pending = dynamoDb.batchWriteItem(batch -> batch.requestItems(requests))
                        .unprocessedItems();
                if (!pending.isEmpty()) {
                    retries.pause();
                }
            }
        }
    }
}
