package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a request accesses, in its own order: one for each item, and one for a query. None for scans and indexes. */
final class Accesses {

    private static final Pattern EQUALITY = Pattern.compile("(#?[\\w.-]+)\\s*=\\s*(:\\w+)");

    private Accesses() {}

    /** The tables that are named in a request. */
    static Set<String> tables(JsonNode request) {
        Set<String> tables = new TreeSet<>(request.findValuesAsText("TableName"));
        request.path("RequestItems").fieldNames().forEachRemaining(tables::add);
        return tables;
    }

    /** @param keyNames the name of each table's partition key */
    static List<Access> of(String operation, JsonNode request, Map<String, String> keyNames) {
        String table = request.path("TableName").asText();
        String keyName = keyNames.getOrDefault(table, "");
        return switch (operation) {
            case "PutItem" -> List.of(Access.put(table, request.path("Item"), keyName, 1));
            case "UpdateItem", "DeleteItem" -> List.of(Access.write(table, request.path("Key"), keyName, 1));
            case "GetItem" -> List.of(Access.read(table, request.path("Key").path(keyName), readCost(request)));
            case "Query" -> query(request, table, keyName);
            case "BatchWriteItem" -> batchWrite(request.path("RequestItems"), keyNames);
            case "BatchGetItem" -> batchGet(request.path("RequestItems"), keyNames);
            case "TransactWriteItems", "TransactGetItems" -> transaction(request.path("TransactItems"), keyNames);
            default -> List.of();
        };
    }

    private static List<Access> query(JsonNode request, String table, String keyName) {
        if (request.has("IndexName")) {
            return List.of();
        }
        Matcher equality =
                EQUALITY.matcher(request.path("KeyConditionExpression").asText());
        while (equality.find()) {
            String name = equality.group(1);
            if (request.path("ExpressionAttributeNames").path(name).asText(name).equals(keyName)) {
                JsonNode value = request.path("ExpressionAttributeValues").path(equality.group(2));
                return List.of(Access.read(table, value, readCost(request)));
            }
        }
        return List.of();
    }

    private static List<Access> batchWrite(JsonNode requestItems, Map<String, String> keyNames) {
        List<Access> accesses = new ArrayList<>();
        requestItems.properties().forEach(table -> {
            String keyName = keyName(keyNames, table.getKey());
            for (JsonNode write : table.getValue()) {
                accesses.add(
                        write.has("PutRequest")
                                ? Access.put(table.getKey(), write.at("/PutRequest/Item"), keyName, 1)
                                : Access.write(table.getKey(), write.at("/DeleteRequest/Key"), keyName, 1));
            }
        });
        return accesses;
    }

    private static List<Access> batchGet(JsonNode requestItems, Map<String, String> keyNames) {
        List<Access> accesses = new ArrayList<>();
        requestItems.properties().forEach(table -> {
            String keyName = keyName(keyNames, table.getKey());
            for (JsonNode key : table.getValue().path("Keys")) {
                accesses.add(Access.read(table.getKey(), key.path(keyName), readCost(table.getValue())));
            }
        });
        return accesses;
    }

    private static List<Access> transaction(JsonNode items, Map<String, String> keyNames) {
        List<Access> accesses = new ArrayList<>();
        for (JsonNode item : items) {
            Map.Entry<String, JsonNode> action = item.properties().iterator().next();
            JsonNode what = action.getValue();
            String table = what.path("TableName").asText();
            String keyName = keyName(keyNames, table);
            accesses.add(
                    switch (action.getKey()) {
                        case "Put" -> Access.put(table, what.path("Item"), keyName, 2);
                        case "Get" -> Access.read(table, what.path("Key").path(keyName), 2);
                        default -> Access.write(table, what.path("Key"), keyName, 2);
                    });
        }
        return accesses;
    }

    private static double readCost(JsonNode request) {
        return request.path("ConsistentRead").asBoolean() ? 1 : 0.5;
    }

    private static String keyName(Map<String, String> keyNames, String table) {
        return Objects.requireNonNull(keyNames.getOrDefault(table, ""));
    }
}
