package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What a request took beyond the least that was known before, as its answer shows. */
final class ActualUnits {

    private ActualUnits() {}

    /** @param accesses of the request */
    static List<Access> beyondLeast(
            String operation, JsonNode request, JsonNode answer, List<Access> accesses, Map<String, String> keyNames) {
        return switch (operation) {
            case "BatchGetItem" -> batchGet(request, answer.path("Responses"), keyNames);
            case "TransactGetItems" -> transactGet(answer.path("Responses"), accesses);
            case "BatchWriteItem", "TransactWriteItems" -> List.of();
            default -> {
                double taken = answer.at("/ConsumedCapacity/CapacityUnits").asDouble();
                yield accesses.stream()
                        .filter(access -> taken > access.units())
                        .map(access -> new Access(access.partition(), taken - access.units()))
                        .toList();
            }
        };
    }

    private static List<Access> batchGet(JsonNode request, JsonNode responses, Map<String, String> keyNames) {
        List<Access> beyond = new ArrayList<>();
        responses.properties().forEach(table -> {
            String name = keyNames.getOrDefault(table.getKey(), "");
            boolean consistent = request.path("RequestItems")
                    .path(table.getKey())
                    .path("ConsistentRead")
                    .asBoolean();
            for (JsonNode item : table.getValue()) {
                Access least = Access.read(table.getKey(), item.path(name), consistent ? 1 : 0.5);
                beyond.add(least.beyondLeast(item));
            }
        });
        return beyond;
    }

    private static List<Access> transactGet(JsonNode responses, List<Access> accesses) {
        List<Access> beyond = new ArrayList<>();
        for (int i = 0; i < Math.min(accesses.size(), responses.size()); i++) {
            beyond.add(accesses.get(i).beyondLeast(responses.get(i).path("Item")));
        }
        return beyond;
    }
}
