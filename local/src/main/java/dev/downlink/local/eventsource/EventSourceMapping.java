package dev.downlink.local.eventsource;

import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A stream's way into a function: one reader for each shard. */
record EventSourceMapping(UUID id, MappingConfiguration configuration, Instant createdAt, List<ShardReader> readers) {

    EventSourceMapping {
        readers = List.copyOf(readers);
    }

    void close() {
        readers.forEach(ShardReader::close);
    }
}
