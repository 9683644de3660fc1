package dev.downlink.ingestservice.stream;

import java.util.List;

/**
 * Consecutive records of one shard.
 *
 * @param stream the stream's name
 */
public record StreamBatch(String stream, String shard, List<StreamRecord> records) {
    public StreamBatch {
        records = List.copyOf(records);
    }
}
