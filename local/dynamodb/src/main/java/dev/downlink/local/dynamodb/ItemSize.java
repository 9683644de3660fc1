package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The size of items as DynamoDB reckons it: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html */
final class ItemSize {

    private static final int COLLECTION_OVERHEAD_BYTES = 3;

    private ItemSize() {}

    /** In bytes, names included. */
    static int of(JsonNode item) {
        int size = 0;
        for (Map.Entry<String, JsonNode> attribute : item.properties()) {
            size += utf8(attribute.getKey()) + value(attribute.getValue());
        }
        return size;
    }

    private static int value(JsonNode typed) {
        Map.Entry<String, JsonNode> value = typed.properties().iterator().next();
        return scalarOrCollection(value.getKey(), value.getValue());
    }

    private static int scalarOrCollection(String type, JsonNode value) {
        return switch (type) {
            case "S" -> utf8(value.asText());
            case "N" -> number(value.asText());
            case "B" -> base64(value.asText());
            case "SS", "NS", "BS" -> set(type.substring(0, 1), value);
            case "L" -> list(value);
            case "M" -> COLLECTION_OVERHEAD_BYTES + value.size() + of(value);
            default -> 1;
        };
    }

    private static int set(String type, JsonNode values) {
        int size = 0;
        for (JsonNode value : values) {
            size += scalarOrCollection(type, value);
        }
        return size;
    }

    private static int list(JsonNode values) {
        int size = COLLECTION_OVERHEAD_BYTES + values.size();
        for (JsonNode value : values) {
            size += value(value);
        }
        return size;
    }

    /** One byte per two significant digits and one more; another one if it is negative. */
    private static int number(String text) {
        int digits = (int) text.chars().filter(Character::isDigit).count();
        return (digits + 1) / 2 + 1 + (text.startsWith("-") ? 1 : 0);
    }

    private static int base64(String text) {
        int padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
        return text.length() / 4 * 3 - padding;
    }

    private static int utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
