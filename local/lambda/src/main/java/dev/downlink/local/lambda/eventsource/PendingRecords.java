package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.lambda.eventsource.RecordSource.Page;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The records of a shard that were read and not processed: taken in batches, one at a time, in order.
 */
final class PendingRecords {

    private final int batchSize;
    private final Duration window;
    private final Deque<SourceRecord> waiting = new ArrayDeque<>();
    private List<SourceRecord> batch = List.of();
    private int waitingBytes;
    private @Nullable Instant firstAt;
    private long position;
    private boolean behind;

    PendingRecords(int batchSize, Duration window, long start) {
        this.batchSize = batchSize;
        this.window = window;
        this.position = start;
    }

    /** Where it reads next. */
    long position() {
        return position;
    }

    /** Whether there was more to read the last time. */
    boolean behind() {
        return behind;
    }

    boolean hasRoom() {
        return waiting.size() < batchSize;
    }

    /** Takes what was read from its position on. */
    void add(Page page, Instant now) {
        page.records().forEach(record -> add(record, now));
        position = page.next();
        behind = page.behind();
    }

    private void add(SourceRecord record, Instant now) {
        if (waiting.isEmpty()) {
            firstAt = now;
        }
        waiting.add(record);
        waitingBytes += KinesisEvent.bytes(record);
    }

    /**
     * Takes the next batch if none is being processed and the batch is full or has waited for the window; else nothing. The batch
     * is processed until {@link #done}.
     */
    List<SourceRecord> take(Instant now) {
        boolean full = waiting.size() >= batchSize || waitingBytes >= KinesisEvent.MAX_BYTES;
        boolean waited = firstAt != null && !now.isBefore(firstAt.plus(window));
        if (!batch.isEmpty() || waiting.isEmpty() || !(full || waited)) {
            return List.of();
        }
        List<SourceRecord> taken = new ArrayList<>();
        int bytes = 0;
        while (!waiting.isEmpty() && taken.size() < batchSize) {
            int more = KinesisEvent.bytes(waiting.getFirst());
            if (!taken.isEmpty() && bytes + more > KinesisEvent.MAX_BYTES) {
                break;
            }
            bytes += more;
            taken.add(waiting.removeFirst());
        }
        waitingBytes -= bytes;
        firstAt = now;
        batch = taken;
        return taken;
    }

    void done() {
        batch = List.of();
    }

    /** The position before which all of its records are done. */
    long doneUpTo() {
        if (!batch.isEmpty()) {
            return batch.getFirst().position();
        }
        return waiting.isEmpty() ? position : waiting.getFirst().position();
    }
}
