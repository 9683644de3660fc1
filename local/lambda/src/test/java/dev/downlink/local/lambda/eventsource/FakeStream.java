package dev.downlink.local.lambda.eventsource;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The stream {@code numbers}, of one shard: records hold their own sequence number as text, which counts from 1. */
final class FakeStream implements RecordSource {

    static final String NAME = "numbers";

    private final Instant createdAt;
    private final List<SourceRecord> records = new ArrayList<>();

    FakeStream() {
        this(Instant.EPOCH);
    }

    FakeStream(Instant createdAt) {
        this.createdAt = createdAt;
    }

    synchronized void put(String partitionKey, Instant arrivedAt) {
        String number = String.valueOf(records.size() + 1);
        records.add(new SourceRecord(
                records.size(), number, partitionKey, number.getBytes(StandardCharsets.UTF_8), arrivedAt));
    }

    void put(int howMany, Instant arrivedAt) {
        for (int i = 0; i < howMany; i++) {
            put("key", arrivedAt);
        }
    }

    @Override
    public Optional<SourceStream> find(String stream) {
        return stream.equals(NAME) ? Optional.of(new SourceStream(createdAt, List.of("shard-0"))) : Optional.empty();
    }

    @Override
    public synchronized long position(String stream, String shard, Start start) {
        return switch (start) {
            case Start.TrimHorizon ignored -> 0;
            case Start.Latest ignored -> records.size();
            case Start.At at ->
                records.stream()
                        .filter(record -> record.arrivedAt().isBefore(at.time()))
                        .count();
        };
    }

    @Override
    public synchronized Page read(String stream, String shard, long position, int limit) {
        int next = (int) Math.min(records.size(), position + limit);
        return new Page(records.subList((int) position, next), next, next < records.size());
    }
}
