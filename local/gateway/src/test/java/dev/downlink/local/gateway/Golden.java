package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;

/** Compares an event with a file in which what differs each time is written as its kind: {@code <id>}, {@code <time>} … */
final class Golden {

    private static final JsonMapper JSON = new JsonMapper();

    private static final Map<String, Pattern> KINDS = Map.of(
            "<id>", Pattern.compile("[A-Za-z0-9_-]{15}="),
            "<trace>", Pattern.compile("Root=1-[0-9a-f]{8}-[0-9a-f]{24}"),
            "<millis>", Pattern.compile("1\\d{12}"),
            "<time>", Pattern.compile("\\d{2}/[A-Z][a-z]{2}/\\d{4}:\\d{2}:\\d{2}:\\d{2} \\+0000"));

    private final JsonNode event;
    private final int port;

    private Golden(JsonNode event, int port) {
        this.event = event;
        this.port = port;
    }

    static Golden assertThatEvent(JsonNode event, int port) {
        return new Golden(event, port);
    }

    void isLike(String file) throws IOException {
        try (InputStream in = Golden.class.getResourceAsStream("/gateway/" + file)) {
            JsonNode expected = JSON.readTree(Objects.requireNonNull(in, file));
            assertThat(normalised(event).toPrettyString())
                    .isEqualTo(sorted(expected).toPrettyString());
        }
    }

    private JsonNode normalised(JsonNode node) {
        return sorted(map(node));
    }

    private JsonNode map(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(field -> field.setValue(map(field.getValue())));
            return object;
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, map(array.get(i)));
            }
            return array;
        }
        String text = node.asText();
        if (text.equals(Integer.toString(port))) {
            return TextNode.valueOf("<port>");
        }
        return KINDS.entrySet().stream()
                .filter(kind -> kind.getValue().matcher(text).matches())
                .<JsonNode>map(kind -> TextNode.valueOf(kind.getKey()))
                .findFirst()
                .orElse(node);
    }

    private static JsonNode sorted(JsonNode node) {
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode result = JSON.createObjectNode();
        object.propertyStream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(field -> result.set(field.getKey(), sorted(field.getValue())));
        return result;
    }
}
