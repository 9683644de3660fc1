package dev.downlink.local.eventsource;

import dev.downlink.local.eventsource.RecordSource.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a shard that are processed in order, one batch at a time: all of them, or those of some partition keys. */
final class Lane {

    private final int batchSize;
    private final Duration window;
    private final Deque<SourceRecord> waiting = new ArrayDeque<>();
    private int waitingBytes;
    private @Nullable Instant firstAt;
    private boolean busy;

    Lane(int batchSize, Duration window) {
        this.batchSize = batchSize;
        this.window = window;
    }

    void add(SourceRecord record, Instant now) {
        if (waiting.isEmpty()) {
            firstAt = now;
        }
        waiting.add(record);
        waitingBytes += KinesisEvent.bytes(record);
    }

    int size() {
        return waiting.size();
    }

    /**
     * Takes the next batch if the lane is free and the batch is full or has waited for the window; else nothing. The lane
     * is busy until {@link #done}.
     */
    List<SourceRecord> take(Instant now) {
        boolean full = waiting.size() >= batchSize || waitingBytes >= KinesisEvent.MAX_BYTES;
        boolean waited = firstAt != null && !now.isBefore(firstAt.plus(window));
        if (busy || waiting.isEmpty() || !(full || waited)) {
            return List.of();
        }
        List<SourceRecord> batch = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && batch.size() < batchSize) {
            int more = KinesisEvent.bytes(waiting.getFirst());
            if (!batch.isEmpty() && bytes + more > KinesisEvent.MAX_BYTES) {
                break;
            }
            bytes += more;
            batch.add(waiting.removeFirst());
        }
        waitingBytes -= bytes;
        firstAt = now;
        busy = true;
        return batch;
    }

    void done() {
        busy = false;
    }
}
