package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.lambda.eventsource.RecordSource.Page;
import dev.downlink.local.lambda.eventsource.RecordSource.SourceRecord;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;
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
    private final PendingRecords pending;
    private final ScheduledFuture<?> polling;
    /** The batch being processed, or one that is done. */
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

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
        this.pending = new PendingRecords(
                mapping.batchSize(), Duration.ofSeconds(mapping.maximumBatchingWindowSeconds()), start);
        this.polling = timer.scheduleWithFixedDelay(
                this::poll, 0, Math.max(1, pollInterval.toMillis()), TimeUnit.MILLISECONDS);
    }

    /** Starts nothing more. Completes when the invocations under way have ended; what they did not finish is not done. */
    CompletableFuture<Void> close() {
        closed = true;
        polling.cancel(false);
        processor.stop();
        return CompletableFuture.completedFuture(null).thenComposeAsync(stopped -> running, timer);
    }

    private void poll() {
        try {
            read();
            dispatch();
        } catch (RuntimeException e) {
            LOG.error("cannot read {} of {}; retrying at the next poll", shard, mapping.stream(), e);
        }
    }

    private void read() {
        int limit = Math.min(2 * mapping.batchSize(), MAX_PAGE);
        boolean behind = true;
        while (behind && pending.hasRoom() && !closed) {
            Page page = source.read(mapping.stream(), shard, pending.position(), limit);
            pending.add(page, clock.instant());
            behind = page.behind();
        }
    }

    private void dispatch() {
        List<SourceRecord> batch = closed ? List.of() : pending.take(clock.instant());
        if (!batch.isEmpty()) {
            running = processor
                    .process(batch)
                    .handle((done, failure) -> Optional.ofNullable(failure))
                    .thenAcceptAsync(this::ended, timer)
                    .toCompletableFuture();
        }
    }

    private void ended(Optional<Throwable> failure) {
        if (failure.isPresent() && closed) {
            LOG.debug("a batch of {} in {} is processed again after the restart", shard, mapping.stream());
            return;
        }
        failure.ifPresent(lost -> LOG.error("a batch of {} in {} is lost", shard, mapping.stream(), lost));
        pending.done();
        try {
            progress.accept(pending.doneUpTo());
        } catch (RuntimeException e) {
            LOG.error(
                    "cannot save the position in {} of {}; a restart processes its records again",
                    shard,
                    mapping.stream(),
                    e);
        }
        if (pending.behind()) {
            poll();
        } else {
            dispatch();
        }
    }
}
