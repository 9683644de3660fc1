package dev.downlink.probeservice;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a WebSocket message of the Centrifuge protocol: one JSON object a line. */
@Singleton
final class FrameReader {

    private final JsonMapper json;

    FrameReader(JsonMapper json) {
        this.json = json;
    }

    /** @throws ProbeFailedException if a line is not JSON */
    List<JsonNode> read(String message) {
        return message.lines().map(this::line).toList();
    }

    /** The value at the end of these keys. */
    static Optional<JsonNode> find(JsonNode node, String... keys) {
        @Nullable JsonNode found = node;
        for (String key : keys) {
            found = found == null ? null : found.get(key);
        }
        return Optional.ofNullable(found);
    }

    private JsonNode line(String line) {
        try {
            return json.readValue(line, Argument.of(JsonNode.class));
        } catch (IOException e) {
            throw new ProbeFailedException("a frame is not JSON", e);
        }
    }
}
