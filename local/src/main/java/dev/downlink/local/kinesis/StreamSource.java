package dev.downlink.local.kinesis;

import dev.downlink.local.eventsource.RecordSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Our streams as event source mappings read them. A stream that is gone has come to its end. */
public final class StreamSource implements RecordSource {

    /** What GetRecords gives at once, too. */
    private static final long MAX_PAGE_BYTES = 10L * 1024 * 1024;

    private static final Page END = new Page(List.of(), false, true);

    private final Streams streams;

    public StreamSource(Streams streams) {
        this.streams = streams;
    }

    @Override
    public boolean exists(String stream) {
        return streams.find(stream).isPresent();
    }

    @Override
    public List<RecordSource.Shard> shards(String stream) {
        return streams.find(stream).map(DataStream::shards).orElse(List.of()).stream()
                .map(shard -> new RecordSource.Shard(shard.id(), Set.of()))
                .toList();
    }

    @Override
    public Page read(String stream, String shard, Position from, int limit) {
        return streams.find(stream)
                .flatMap(found -> found.shard(shard))
                .map(found -> read(found, from, limit))
                .orElse(END);
    }

    private static Page read(dev.downlink.local.kinesis.Shard shard, Position from, int limit) {
        long position = switch (from) {
            case Position.TrimHorizon start -> shard.horizon();
            case Position.At start -> shard.at(start.time());
            case Position.After last -> after(shard, SequenceNumber.parse(last.sequenceNumber()));
        };
        var records = shard.read(position, limit, MAX_PAGE_BYTES);
        long next = records.isEmpty() ? position : records.getLast().counter() + 1;
        return new Page(
                records.stream()
                        .map(record -> new RecordSource.StreamRecord(
                                record.sequenceNumber().toString(),
                                record.partitionKey(),
                                record.data(),
                                record.arrival()))
                        .toList(),
                next < shard.tip(),
                false);
    }

    /** A number of another stream is one of a stream of this name that was deleted: begin with the new one's first record. */
    private static long after(dev.downlink.local.kinesis.Shard shard, Optional<SequenceNumber> number) {
        return number.filter(shard::owns).map(last -> last.counter() + 1).orElseGet(shard::horizon);
    }
}
