package dev.downlink.local.eventsource;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * A stream's way into a function: one reader for each shard.
 *
 * @param described whether a {@code service.yml} describes it, so that it is there at each start anyway
 */
record EventSourceMapping(
        UUID id,
        MappingConfiguration configuration,
        Instant createdAt,
        Instant streamCreatedAt,
        boolean described,
        Map<String, ShardReader> readers) {

    EventSourceMapping {
        readers = Map.copyOf(readers);
    }

    /** Completes when no invocation is under way. */
    CompletableFuture<Void> close() {
        return CompletableFuture.allOf(
                readers.values().stream().map(ShardReader::close).toArray(CompletableFuture[]::new));
    }

    List<Checkpoints.Key> checkpoints() {
        return readers.keySet().stream().map(this::checkpoint).toList();
    }

    private Checkpoints.Key checkpoint(String shard) {
        return new Checkpoints.Key(configuration.function(), configuration.stream(), streamCreatedAt, shard);
    }
}
