package dev.downlink.local.eventsource;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The stream {@code numbers}: records hold their own sequence number as text, which counts from 1 over all shards. */
final class FakeStream implements RecordSource {

    static final String NAME = "numbers";

    private final Map<String, List<StreamRecord>> records = new LinkedHashMap<>();
    private final Map<String, Set<String>> parents = new LinkedHashMap<>();
    private final Set<String> closed = new java.util.HashSet<>();
    private int count;

    FakeStream() {
        open("shard-0");
    }

    synchronized void open(String shard, String... parentShards) {
        records.put(shard, new ArrayList<>());
        parents.put(shard, Set.of(parentShards));
        closed.addAll(Set.of(parentShards));
    }

    synchronized void put(String shard, String partitionKey, Instant arrivedAt) {
        String number = String.valueOf(++count);
        add(shard, new StreamRecord(number, partitionKey, number.getBytes(StandardCharsets.UTF_8), arrivedAt));
    }

    void put(int howMany, Instant arrivedAt) {
        for (int i = 0; i < howMany; i++) {
            put("shard-0", "key", arrivedAt);
        }
    }

    private void add(String shard, StreamRecord record) {
        records.computeIfAbsent(shard, each -> new ArrayList<>()).add(record);
    }

    @Override
    public boolean exists(String stream) {
        return stream.equals(NAME);
    }

    @Override
    public synchronized List<Shard> shards(String stream) {
        return parents.entrySet().stream()
                .map(each -> new Shard(each.getKey(), each.getValue()))
                .toList();
    }

    @Override
    public synchronized Page read(String stream, String shard, Position from, int limit) {
        List<StreamRecord> all = records.getOrDefault(shard, List.of());
        List<StreamRecord> rest =
                all.stream().filter(record -> isFrom(record, from)).toList();
        List<StreamRecord> page = rest.subList(0, Math.min(limit, rest.size()));
        boolean behind = page.size() < rest.size();
        return new Page(page, behind, closed.contains(shard) && !behind);
    }

    private static boolean isFrom(StreamRecord record, Position from) {
        return switch (from) {
            case Position.TrimHorizon ignored -> true;
            case Position.At at -> !record.arrivedAt().isBefore(at.time());
            case Position.After after ->
                new BigInteger(record.sequenceNumber()).compareTo(new BigInteger(after.sequenceNumber())) > 0;
        };
    }
}
