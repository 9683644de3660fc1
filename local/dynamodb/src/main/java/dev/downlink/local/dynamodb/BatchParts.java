package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** The {@code RequestItems} of a batch, taken apart into what is admitted and what is refused. */
final class BatchParts {

    private BatchParts() {}

    /**
     * The part of a batch.
     *
     * @param refused for each item, in the order of {@link Accesses}
     * @param which the refused items, or the others
     */
    static ObjectNode part(JsonNode requestItems, List<Boolean> refused, boolean which) {
        Iterator<Boolean> each = refused.iterator();
        ObjectNode part = requestItems.deepCopy();
        for (Map.Entry<String, JsonNode> table : requestItems.properties()) {
            ArrayNode kept = part.arrayNode();
            for (JsonNode item : items(table.getValue())) {
                if (each.next() == which) {
                    kept.add(item);
                }
            }
            if (kept.isEmpty()) {
                part.remove(table.getKey());
            } else if (part.get(table.getKey()) instanceof ObjectNode keys) {
                keys.set("Keys", kept);
            } else {
                part.set(table.getKey(), kept);
            }
        }
        return part;
    }

    /** Adds what was refused to what DynamoDB Local itself left unprocessed. */
    static void addUnprocessed(ObjectNode answer, ObjectNode refused) {
        String name = answer.has("UnprocessedKeys") ? "UnprocessedKeys" : "UnprocessedItems";
        ObjectNode unprocessed = answer.withObjectProperty(name);
        for (Map.Entry<String, JsonNode> table : refused.properties()) {
            JsonNode there = unprocessed.get(table.getKey());
            if (there == null) {
                unprocessed.set(table.getKey(), table.getValue());
            } else {
                ((ArrayNode) items(there)).addAll((ArrayNode) items(table.getValue()));
            }
        }
    }

    private static JsonNode items(JsonNode table) {
        return table.isObject() ? table.path("Keys") : table;
    }
}
