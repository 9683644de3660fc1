package dev.downlink.local.eventsource;

import java.time.Instant;
import java.util.List;
import java.util.Set;

/** Streams as a mapping reads them. Reads do not block for longer than a disk does, and are repeatable. */
public interface RecordSource {

    /**
     * @param parents the shards that this one came from by a split or a merge, and which are to be read before it
     */
    record Shard(String id, Set<String> parents) {

        public Shard {
            parents = Set.copyOf(parents);
        }
    }

    /**
     * @param sequenceNumber decimal, increasing within a shard
     */
    record StreamRecord(String sequenceNumber, String partitionKey, byte[] data, Instant arrivedAt) {}

    /**
     * @param behind whether there was more to read
     * @param ended whether the shard is closed and this was its end
     */
    record Page(List<StreamRecord> records, boolean behind, boolean ended) {

        public Page {
            records = List.copyOf(records);
        }
    }

    /** Where to read from. */
    sealed interface Position {

        /** The oldest record that is kept. */
        record TrimHorizon() implements Position {}

        /** The first record that arrived then or later. */
        record At(Instant time) implements Position {}

        /** The record behind that one. */
        record After(String sequenceNumber) implements Position {}
    }

    boolean exists(String stream);

    /** All shards of the stream whose records are kept, closed ones too. */
    List<Shard> shards(String stream);

    /** The next records of a shard, at most {@code limit}. */
    Page read(String stream, String shard, Position from, int limit);
}
