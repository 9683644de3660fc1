package dev.downlink.local.kinesis;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Which streams exist on disk: a folder each, with {@code stream.json} and a folder per shard. */
final class StreamFiles {

    private static final JsonMapper JSON = new JsonMapper();

    private final Path root;

    /** {@code stream.json}; times in epoch milliseconds. */
    private record Description(
            String name, int shardCount, StreamDefinition.Mode mode, int maxRecordSizeInKiB, long created) {}

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
            List<StreamDefinition> found = new ArrayList<>();
            for (Path directory : directories.filter(Files::isDirectory).toList()) {
                if (Files.exists(description(directory))) {
                    found.add(read(description(directory)));
                } else {
                    // Deleted, and then the process ended before the records were.
                    delete(directory);
                }
            }
            return found;
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
                            definition.mode(),
                            definition.maxRecordSizeInKiB(),
                            definition.created().toEpochMilli()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** From now on it is not there when streams are loaded. */
    void forget(String streamName) {
        try {
            Files.deleteIfExists(description(directory(root, streamName)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String streamName) {
        delete(directory(root, streamName));
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            // Contents before their folders.
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
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
            Instant created = Instant.ofEpochMilli(read.created());
            return new StreamDefinition(
                    read.name(), read.shardCount(), read.mode(), read.maxRecordSizeInKiB(), created, created);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(new IOException(file + " is damaged: " + e.getOriginalMessage(), e));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
