package dev.downlink.local.lambda.eventsource;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Streams as a mapping reads them. A position is where the next record will be; reads are repeatable and quick. */
public interface RecordSource {

    /**
     * @param createdAt tells it from other streams that had its name
     */
    record SourceStream(Instant createdAt, List<String> shards) {

        public SourceStream {
            shards = List.copyOf(shards);
        }
    }

    /**
     * @param sequenceNumber decimal, increasing within a shard
     */
    record SourceRecord(long position, String sequenceNumber, String partitionKey, byte[] data, Instant arrivedAt) {}

    /**
     * @param next the position behind the records
     * @param behind whether there is more to read
     */
    record Page(List<SourceRecord> records, long next, boolean behind) {

        public Page {
            records = List.copyOf(records);
        }
    }

    /** Where to begin. */
    sealed interface Start {

        /** The oldest record that is kept. */
        record TrimHorizon() implements Start {}

        /** The next record to arrive. */
        record Latest() implements Start {}

        /** The first record that arrived then or later. */
        record At(Instant time) implements Start {}
    }

    /** The stream with the ids of its shards; empty if there is none of that name. */
    Optional<SourceStream> find(String stream);

    long position(String stream, String shard, Start start);

    /** The next records, at most {@code limit}; none if the stream is gone. */
    Page read(String stream, String shard, long position, int limit);
}
