package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.kinesis.Shard;
import dev.downlink.local.kinesis.StreamRecord;
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
    public Optional<SourceStream> find(String stream) {
        return streams.find(stream)
                .map(found -> new SourceStream(
                        found.created(), found.shards().stream().map(Shard::id).toList()));
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
        return shard(stream, shard)
                .map(found -> read(found, position, limit))
                .orElseGet(() -> new Page(List.of(), position, false));
    }

    private static Page read(Shard shard, long position, int limit) {
        // Past the tip it is a position in a stream of this name that was deleted: the new one is read from its start.
        long from = position > shard.tip() ? shard.horizon() : position;
        List<StreamRecord> records = shard.read(from, limit, MAX_PAGE_BYTES);
        long next = records.isEmpty() ? from : records.getLast().counter() + 1;
        return new Page(records.stream().map(KinesisRecords::copy).toList(), next, next < shard.tip());
    }

    private static SourceRecord copy(StreamRecord record) {
        return new SourceRecord(
                record.counter(),
                record.sequenceNumber().toString(),
                record.partitionKey(),
                record.data(),
                record.arrival());
    }

    private Optional<Shard> shard(String stream, String shard) {
        return streams.find(stream).flatMap(found -> found.shard(shard));
    }
}
