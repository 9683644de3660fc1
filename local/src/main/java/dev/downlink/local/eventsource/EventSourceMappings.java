package dev.downlink.local.eventsource;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.sqs.Queues;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;

/**
 * The event source mappings of the account; they read as long as this is open. Where they have read to is not kept
 * beyond that. Filter criteria and tumbling windows are not supported.
 */
public final class EventSourceMappings implements AutoCloseable {

    private final EventSourceSettings settings;
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
        add(configuration);
    }

    synchronized EventSourceMapping add(MappingConfiguration configuration) {
        List<String> shards = source.shards(configuration.stream())
                .orElseThrow(() -> MappingJson.invalid("Stream not found: " + configuration.streamArn()));
        if (mappings.values().stream().anyMatch(other -> isSame(other.configuration(), configuration))) {
            throw new AwsException(
                    409,
                    "ResourceConflictException",
                    "The event source arn (\" " + configuration.streamArn() + " \") and function (\" "
                            + configuration.function() + " \") provided mapping already exists.");
        }
        EventSourceMapping mapping = new EventSourceMapping(
                UUID.randomUUID(),
                configuration,
                clock.instant(),
                shards.stream().map(shard -> reader(configuration, shard)).toList());
        mappings.put(mapping.id(), mapping);
        return mapping;
    }

    private ShardReader reader(MappingConfiguration configuration, String shard) {
        return new ShardReader(
                configuration,
                shard,
                source.position(configuration.stream(), shard, configuration.start()),
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

    /** Stops reading; a batch that is being processed is left to end. */
    void delete(EventSourceMapping mapping) {
        mappings.remove(mapping.id());
        mapping.close();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
