package dev.downlink.local.eventsource;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.downlink.local.file.WholeFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The mappings that were made through the API, in Lambda's JSON: one file that is replaced with every change. */
final class MappingFile {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Optional<Path> file;

    /**
     * @param directory empty keeps nothing
     */
    MappingFile(Optional<Path> directory) {
        this.file = directory.map(folder -> folder.resolve("mappings.json"));
    }

    Map<UUID, MappingConfiguration> load() {
        Map<UUID, MappingConfiguration> mappings = new LinkedHashMap<>();
        file.filter(Files::exists).ifPresent(path -> {
            for (JsonNode mapping : read(path)) {
                mappings.put(UUID.fromString(mapping.path("UUID").asText()), MappingJson.read(mapping));
            }
        });
        return mappings;
    }

    void save(Collection<EventSourceMapping> mappings) {
        file.ifPresent(path -> {
            ArrayNode all = JSON.createArrayNode();
            mappings.forEach(mapping -> all.add(MappingJson.write(mapping.configuration())
                    .put("UUID", mapping.id().toString())
                    .put("FunctionName", mapping.configuration().function())));
            write(path, all);
        });
    }

    private static JsonNode read(Path path) {
        try {
            return JSON.readTree(path.toFile());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(path + " is damaged: " + e.getOriginalMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path path, ArrayNode mappings) {
        try {
            WholeFile.replace(path, JSON.writeValueAsBytes(mappings));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
