package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.http.HttpHandler;
import dev.downlink.local.aws.http.HttpRequest;
import dev.downlink.local.aws.http.HttpResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** The names of the tables' partition keys, asked of DynamoDB once for each table. */
final class KeyNames {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpHandler database;
    private final Map<String, String> known = new ConcurrentHashMap<>();

    KeyNames(HttpHandler database) {
        this.database = database;
    }

    /** By table; without those that there are not. */
    CompletionStage<Map<String, String>> of(Set<String> tables) {
        CompletableFuture<?>[] asked = tables.stream()
                .filter(table -> !known.containsKey(table))
                .map(table -> ask(table).toCompletableFuture())
                .toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(asked).thenApply(all -> {
            Map<String, String> names = new HashMap<>(known);
            names.keySet().retainAll(tables);
            return names;
        });
    }

    private CompletionStage<?> ask(String table) {
        byte[] body = JSON.createObjectNode().put("TableName", table).toString().getBytes(StandardCharsets.UTF_8);
        Map<String, String> headers = Map.of(
                "Content-Type", "application/x-amz-json-1.0",
                "X-Amz-Target", "DynamoDB_20120810.DescribeTable",
                "Authorization", DynamoDbJsonApi.AUTHORIZATION);
        return database.handle(HttpRequest.post(headers, body)).thenAccept(answer -> {
            if (answer.status() == 200) {
                known.put(table, partitionKey(answer));
            }
        });
    }

    private static String partitionKey(HttpResponse answer) {
        try {
            for (JsonNode key : JSON.readTree(answer.body()).at("/Table/KeySchema")) {
                if (key.path("KeyType").asText().equals("HASH")) {
                    return key.path("AttributeName").asText();
                }
            }
            throw new IllegalStateException("every table has a partition key");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
