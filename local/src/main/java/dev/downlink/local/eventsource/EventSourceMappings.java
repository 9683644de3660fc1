package dev.downlink.local.eventsource;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.eventsource.RecordSource.SourceStream;
import dev.downlink.local.sqs.Queues;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The event source mappings of the account; they read as long as this is open and, where they are kept on disk, go on the
 * next time after the last batch that was done. Filter criteria and tumbling windows are not supported.
 */
public final class EventSourceMappings implements AutoCloseable {

    /** How long closing waits for invocations under way; what they were given is processed again the next time. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final EventSourceSettings settings;
    private final Checkpoints checkpoints;
    private final MappingFile file;
    private final RecordSource source;
    private final FunctionInvoker functions;
    private final Queues queues;
    private final Clock clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-sources").factory());
    private final Map<UUID, EventSourceMapping> mappings = new ConcurrentHashMap<>();

    /**
     * @param queues get the records of what is given up
     */
    public EventSourceMappings(
            EventSourceSettings settings, RecordSource source, FunctionInvoker functions, Queues queues, Clock clock) {
        this.settings = settings;
        this.checkpoints = new Checkpoints(settings.directory());
        this.file = new MappingFile(settings.directory());
        this.source = source;
        this.functions = functions;
        this.queues = queues;
        this.clock = clock;
    }

    /**
     * Begins to read.
     *
     * @throws AwsException if there is no such stream or if it is mapped to the function already
     */
    public void create(MappingConfiguration configuration) {
        open(UUID.randomUUID(), configuration, true);
    }

    /** Goes on with the mappings that were made through the API before, as far as their streams are still there. */
    public synchronized void restore() {
        file.load().forEach((id, configuration) -> {
            if (source.find(configuration.stream()).isPresent()
                    && mappings.values().stream().noneMatch(other -> isSame(other.configuration(), configuration))) {
                open(id, configuration, false);
            }
        });
    }

    /** As the API does. */
    synchronized EventSourceMapping add(MappingConfiguration configuration) {
        EventSourceMapping added = open(UUID.randomUUID(), configuration, false);
        save();
        return added;
    }

    private synchronized EventSourceMapping open(UUID id, MappingConfiguration configuration, boolean described) {
        SourceStream stream = source.find(configuration.stream())
                .orElseThrow(() -> MappingJson.invalid("Stream not found: " + configuration.streamArn()));
        if (mappings.values().stream().anyMatch(other -> isSame(other.configuration(), configuration))) {
            throw new AwsException(
                    409,
                    "ResourceConflictException",
                    "The event source arn (\" " + configuration.streamArn() + " \") and function (\" "
                            + configuration.function() + " \") provided mapping already exists.");
        }
        EventSourceMapping mapping = new EventSourceMapping(
                id,
                configuration,
                clock.instant(),
                stream.createdAt(),
                described,
                stream.shards().stream()
                        .collect(Collectors.toMap(
                                shard -> shard, shard -> reader(configuration, stream.createdAt(), shard))));
        mappings.put(mapping.id(), mapping);
        return mapping;
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

    private static boolean isSame(MappingConfiguration one, MappingConfiguration other) {
        return one.stream().equals(other.stream()) && one.function().equals(other.function());
    }

    List<EventSourceMapping> all() {
        return List.copyOf(mappings.values());
    }

    Optional<EventSourceMapping> find(UUID id) {
        return Optional.ofNullable(mappings.get(id));
    }

    /** Stops reading; invocations under way are left to end. */
    synchronized void delete(EventSourceMapping mapping) {
        mappings.remove(mapping.id());
        save();
        mapping.close().thenRun(() -> mapping.checkpoints().forEach(checkpoints::remove));
    }

    private void save() {
        file.save(mappings.values().stream()
                .filter(mapping -> !mapping.described())
                .toList());
    }

    @Override
    public void close() {
        CompletableFuture.allOf(mappings.values().stream()
                        .map(EventSourceMapping::close)
                        .toArray(CompletableFuture[]::new))
                .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        timer.shutdownNow();
    }
}
