package dev.downlink.aws.dynamodb;

import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

/** Deletes items many at a time. */
public final class BatchDelete {

    /** BatchWriteItem's limit. */
    private static final int BATCH = 25;

    private BatchDelete() {}

    /** Deletes the items with these keys; deleting what is not there is harmless. */
    public static void from(DynamoDbClient dynamoDb, String table, List<Item> keys) {
        for (int start = 0; start < keys.size(); start += BATCH) {
            Map<String, List<WriteRequest>> pending = Map.of(
                    table,
                    keys.subList(start, Math.min(start + BATCH, keys.size())).stream()
                            .map(key -> WriteRequest.builder()
                                    .deleteRequest(delete -> delete.key(key.attributes()))
                                    .build())
                            .toList());
            Backoff backoff = new Backoff();
            while (!pending.isEmpty()) {
                Map<String, List<WriteRequest>> requests = pending;
                pending = dynamoDb.batchWriteItem(batch -> batch.requestItems(requests))
                        .unprocessedItems();
                if (!pending.isEmpty()) {
                    backoff.pause();
                }
            }
        }
    }
}
