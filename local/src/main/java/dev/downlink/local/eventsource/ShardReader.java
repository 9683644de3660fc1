package dev.downlink.local.eventsource;

import dev.downlink.local.eventsource.RecordSource.Page;
import dev.downlink.local.eventsource.RecordSource.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one shard from front to end, never further ahead than its batches need. Works on the timer's one thread. */
final class ShardReader {

    private static final Logger LOG = LoggerFactory.getLogger(ShardReader.class);

    /** GetRecords gives no more at once. */
    private static final int MAX_PAGE = 10_000;

    private final MappingConfiguration mapping;
    private final String shard;
    private final RecordSource source;
    private final BatchProcessor processor;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final List<Lane> lanes;
    private final ScheduledFuture<?> polling;

    private long position;
    private boolean behind;
    private volatile boolean closed;

    ShardReader(
            MappingConfiguration mapping,
            String shard,
            long start,
            RecordSource source,
            BatchProcessor processor,
            Duration pollInterval,
            ScheduledExecutorService timer,
            Clock clock) {
        this.mapping = mapping;
        this.shard = shard;
        this.position = start;
        this.source = source;
        this.processor = processor;
        this.timer = timer;
        this.clock = clock;
        Duration window = Duration.ofSeconds(mapping.maximumBatchingWindowSeconds());
        this.lanes = IntStream.range(0, mapping.parallelizationFactor())
                .mapToObj(i -> new Lane(mapping.batchSize(), window))
                .toList();
        this.polling = timer.scheduleWithFixedDelay(
                this::poll, 0, Math.max(1, pollInterval.toMillis()), TimeUnit.MILLISECONDS);
    }

    void close() {
        closed = true;
        polling.cancel(false);
    }

    private void poll() {
        try {
            read();
            dispatch();
        } catch (RuntimeException e) {
            LOG.error("Reading {} of {} failed; it is tried again", shard, mapping.stream(), e);
        }
    }

    private void read() {
        int room = 2 * mapping.batchSize() * lanes.size()
                - lanes.stream().mapToInt(Lane::size).sum();
        if (closed || room <= 0) {
            return;
        }
        Page page = source.read(mapping.stream(), shard, position, Math.min(room, MAX_PAGE));
        Instant now = clock.instant();
        for (SourceRecord record : page.records()) {
            lanes.get(Math.floorMod(record.partitionKey().hashCode(), lanes.size()))
                    .add(record, now);
        }
        position = page.next();
        behind = page.behind();
    }

    private void dispatch() {
        for (Lane lane : lanes) {
            List<SourceRecord> batch = closed ? List.of() : lane.take(clock.instant());
            if (!batch.isEmpty()) {
                processor.process(batch).whenComplete((done, failure) -> resume(lane, failure));
            }
        }
    }

    private void resume(Lane lane, @Nullable Throwable failure) {
        if (failure != null) {
            LOG.error("A batch of {} in {} was lost", shard, mapping.stream(), failure);
        }
        if (!timer.isShutdown()) {
            timer.execute(() -> {
                lane.done();
                if (behind) {
                    poll();
                } else {
                    dispatch();
                }
            });
        }
    }
}
