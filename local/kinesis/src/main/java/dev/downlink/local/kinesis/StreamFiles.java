package dev.downlink.local.kinesis;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** Which streams exist on disk: a folder each, with {@code stream.json} and a folder per shard. */
final class StreamFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;

    /** {@code stream.json}; times in epoch milliseconds. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    private record Description(String name, int shardCount, long created) {}

    StreamFiles(Path root) {
        this.root = root;
    }

    static Path directory(Path root, String streamName) {
        return root.resolve(streamName);
    }

    List<StreamDefinition> load() {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try (Stream<Path> directories = Files.list(root)) {
            return directories
                    .map(StreamFiles::description)
                    .filter(Files::exists)
                    .map(StreamFiles::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void save(StreamDefinition definition) {
        try {
            Path directory = Files.createDirectories(directory(root, definition.name()));
            JSON.writeValue(
                    description(directory).toFile(),
                    new Description(
                            definition.name(),
                            definition.shardCount(),
                            definition.created().toEpochMilli()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path description(Path directory) {
        return directory.resolve("stream.json");
    }

    private static StreamDefinition read(Path file) {
        try {
            Description read = JSON.readValue(file.toFile(), Description.class);
            return new StreamDefinition(read.name(), read.shardCount(), Instant.ofEpochMilli(read.created()));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(file + " is damaged: " + e.getOriginalMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
