package dev.downlink.local.eventsource;

import dev.downlink.local.kinesis.DataStream;
import dev.downlink.local.kinesis.Shard;
import dev.downlink.local.kinesis.Streams;
import java.util.List;
import java.util.Optional;

/** Reads the local Kinesis in place, without its API. */
public final class KinesisRecords implements RecordSource {

    /** 10 MiB: what GetRecords gives at most. */
    private static final long MAX_PAGE_BYTES = 10 * 1024 * 1024;

    private final Streams streams;

    public KinesisRecords(Streams streams) {
        this.streams = streams;
    }

    @Override
    public Optional<List<String>> shards(String stream) {
        return streams.find(stream)
                .map(found -> found.shards().stream().map(Shard::id).toList());
    }

    @Override
    public long position(String stream, String shard, Start start) {
        Shard found = shard(stream, shard).orElseThrow();
        return switch (start) {
            case Start.TrimHorizon ignored -> found.horizon();
            case Start.Latest ignored -> found.tip();
            case Start.At at -> found.at(at.time());
        };
    }

    @Override
    public Page read(String stream, String shard, long position, int limit) {
        Optional<Shard> found = shard(stream, shard);
        if (found.isEmpty()) {
            return new Page(List.of(), position, false);
        }
        // What is trimmed in between is passed over.
        long from = Math.max(position, found.get().horizon());
        List<StreamRecord> records = found.get().read(from, limit, MAX_PAGE_BYTES).stream()
                .map(record -> new StreamRecord(
                        record.sequenceNumber().toString(), record.partitionKey(), record.data(), record.arrival()))
                .toList();
        long next = from + records.size();
        return new Page(records, next, next < found.get().tip());
    }

    private Optional<Shard> shard(String stream, String shard) {
        return streams.find(stream).flatMap((DataStream found) -> found.shard(shard));
    }
}
