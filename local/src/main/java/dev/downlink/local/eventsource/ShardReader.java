package dev.downlink.local.eventsource;

import dev.downlink.local.eventsource.RecordSource.Page;
import dev.downlink.local.eventsource.RecordSource.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads one shard from front to end, not far ahead of what its batches need. Works on the timer's one thread. */
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
    private final LongConsumer progress;
    private final List<Lane> lanes;
    private final ScheduledFuture<?> polling;
    private final Map<Lane, CompletableFuture<Void>> running = new HashMap<>();

    private volatile boolean closed;

    /**
     * @param start the position of the first record to read
     * @param progress hears, after each batch, up to which position all records are done
     */
    ShardReader(
            MappingConfiguration mapping,
            String shard,
            long start,
            LongConsumer progress,
            RecordSource source,
            BatchProcessor processor,
            Duration pollInterval,
            ScheduledExecutorService timer,
            Clock clock) {
        this.mapping = mapping;
        this.shard = shard;
        this.progress = progress;
        this.source = source;
        this.processor = processor;
        this.timer = timer;
        this.clock = clock;
        Duration window = Duration.ofSeconds(mapping.maximumBatchingWindowSeconds());
        int count = mapping.parallelizationFactor();
        this.lanes = IntStream.range(0, count)
                .mapToObj(i -> new Lane(
                        record -> Math.floorMod(record.partitionKey().hashCode(), count) == i,
                        mapping.batchSize(),
                        window,
                        start))
                .toList();
        this.polling = timer.scheduleWithFixedDelay(
                this::poll, 0, Math.max(1, pollInterval.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Starts nothing more. Completes when the invocations under way have ended; what they did not finish is not done. */
    CompletableFuture<Void> close() {
        closed = true;
        polling.cancel(false);
        processor.stop();
        return CompletableFuture.supplyAsync(
                        () -> CompletableFuture.allOf(running.values().toArray(CompletableFuture[]::new)), timer)
                .thenCompose(ended -> ended);
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
        int limit = Math.min(2 * mapping.batchSize() * lanes.size(), MAX_PAGE);
        Map<Long, Page> pages = new HashMap<>();
        for (Lane lane : lanes) {
            boolean behind = true;
            while (behind && lane.hasRoom() && !closed) {
                // Lanes that keep up are at the same position.
                Page page = pages.computeIfAbsent(
                        lane.position(), from -> source.read(mapping.stream(), shard, from, limit));
                lane.add(page, clock.instant());
                behind = page.behind();
            }
        }
    }

    private void dispatch() {
        for (Lane lane : lanes) {
            List<SourceRecord> batch = closed ? List.of() : lane.take(clock.instant());
            if (!batch.isEmpty()) {
                running.put(
                        lane,
                        processor
                                .process(batch)
                                .handle((done, failure) -> Optional.ofNullable(failure))
                                .thenAcceptAsync(failure -> ended(lane, failure), timer)
                                .toCompletableFuture());
            }
        }
    }

    private void ended(Lane lane, Optional<Throwable> failure) {
        if (failure.isPresent() && closed) {
            LOG.debug("A batch of {} in {} is left for the next time", shard, mapping.stream());
            return;
        }
        failure.ifPresent(lost -> LOG.error("A batch of {} in {} was lost", shard, mapping.stream(), lost));
        lane.done();
        try {
            progress.accept(lanes.stream().mapToLong(Lane::doneUpTo).min().orElseThrow());
        } catch (RuntimeException e) {
            LOG.error("How far {} of {} was processed is not kept", shard, mapping.stream(), e);
        }
        if (lanes.stream().anyMatch(Lane::behind)) {
            poll();
        } else {
            dispatch();
        }
    }
}
