package dev.downlink.local.eventsource;

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

    /** Begins to read. */
    public void create(MappingConfiguration configuration) {
        add(configuration);
    }

    EventSourceMapping add(MappingConfiguration configuration) {
        EventSourceMapping mapping = new EventSourceMapping(
                configuration,
                source,
                shard -> new BatchProcessor(configuration, shard, settings, functions, queues, timer, clock),
                settings,
                timer,
                clock);
        mappings.put(mapping.id(), mapping);
        return mapping;
    }

    boolean streamExists(String stream) {
        return source.exists(stream);
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
