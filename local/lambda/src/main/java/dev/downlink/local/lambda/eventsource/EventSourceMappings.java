package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.lambda.eventsource.RecordSource.SourceStream;
import dev.downlink.local.sqs.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Reads streams into functions: a reader for each shard of each mapping. They read as long as this is open and, where
 * positions are kept on disk, go on the next time after the last batch that was done. Filter criteria, tumbling windows and
 * parallel batches of a shard are not supported.
 */
public final class EventSourceMappings implements AutoCloseable {

    /** How long closing waits for invocations under way; what they were given is processed again the next time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventSourceSettings settings;
    private final Checkpoints checkpoints;
    private final RecordSource source;
    private final FunctionInvoker functions;
    private final Queues queues;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-sources").factory());
    private final List<ShardReader> readers = new CopyOnWriteArrayList<>();

    /** @param queues get the records of what is given up */
    public EventSourceMappings(
            EventSourceSettings settings, RecordSource source, FunctionInvoker functions, Queues queues, Clock clock) {
        this.settings = settings;
        this.checkpoints = new Checkpoints(settings.directory());
        this.source = source;
        this.functions = functions;
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Begins to read.
     *
     * @throws IllegalArgumentException if there is no such stream
     */
    public void create(MappingConfiguration configuration) {
        SourceStream stream = source.find(configuration.stream())
                .orElseThrow(() -> new IllegalArgumentException("there is no stream " + configuration.stream()));
        stream.shards().forEach(shard -> readers.add(reader(configuration, stream.createdAt(), shard)));
    }

    private ShardReader reader(MappingConfiguration configuration, Instant streamCreatedAt, String shard) {
        var checkpoint = new Checkpoints.Key(configuration.function(), configuration.stream(), streamCreatedAt, shard);
        return new ShardReader(
                configuration,
                shard,
                checkpoints
                        .find(checkpoint)
                        .orElseGet(() -> source.position(configuration.stream(), shard, configuration.start())),
                position -> checkpoints.save(checkpoint, position),
                source,
                new BatchProcessor(configuration, shard, settings, functions, queues, timer, clock),
                settings.pollInterval(),
                timer,
                clock);
    }

    @Override
    public void close() {
        CompletableFuture.allOf(readers.stream().map(ShardReader::close).toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        timer.shutdownNow();
    }
}
