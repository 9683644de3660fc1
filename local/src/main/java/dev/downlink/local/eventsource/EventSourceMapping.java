package dev.downlink.local.eventsource;

import dev.downlink.local.eventsource.RecordSource.Position;
import dev.downlink.local.eventsource.RecordSource.Shard;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A stream's way into a function: one reader per shard, and those of child shards once their parents are done. */
final class EventSourceMapping {

    private static final Logger LOG = LoggerFactory.getLogger(EventSourceMapping.class);

    private final UUID id = UUID.randomUUID();
    private final MappingConfiguration configuration;
    private final Instant createdAt;
    private final RecordSource source;
    private final Function<String, BatchProcessor> processors;
    private final EventSourceSettings settings;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Map<String, ShardReader> readers = new LinkedHashMap<>();
    private final ScheduledFuture<?> watching;

    EventSourceMapping(
            MappingConfiguration configuration,
            RecordSource source,
            Function<String, BatchProcessor> processors,
            EventSourceSettings settings,
            ScheduledExecutorService timer,
            Clock clock) {
        this.configuration = configuration;
        this.createdAt = clock.instant();
        this.source = source;
        this.processors = processors;
        this.settings = settings;
        this.timer = timer;
        this.clock = clock;
        this.watching = timer.scheduleWithFixedDelay(
                this::readNewShards, 0, settings.shardInterval().toMillis(), TimeUnit.MILLISECONDS);
    }

    UUID id() {
        return id;
    }

    MappingConfiguration configuration() {
        return configuration;
    }

    Instant createdAt() {
        return createdAt;
    }

    void close() {
        watching.cancel(false);
        timer.execute(() -> readers.values().forEach(ShardReader::close));
    }

    private void readNewShards() {
        try {
            List<Shard> shards = source.shards(configuration.stream());
            Set<String> known = shards.stream().map(Shard::id).collect(Collectors.toSet());
            for (Shard shard : shards) {
                boolean parentsDone =
                        shard.parents().stream().allMatch(parent -> !known.contains(parent) || finished(parent));
                if (!readers.containsKey(shard.id()) && parentsDone) {
                    readers.put(shard.id(), reader(shard.id()));
                }
            }
        } catch (RuntimeException e) {
            LOG.error("Looking for the shards of {} failed; it is tried again", configuration.stream(), e);
        }
    }

    private boolean finished(String shard) {
        ShardReader reader = readers.get(shard);
        return reader != null && reader.finished();
    }

    /** Child shards start where the mapping did, too: what they hold is newer than their parents' records. */
    private ShardReader reader(String shard) {
        return new ShardReader(
                configuration, shard, start(), source, processors.apply(shard), settings.pollInterval(), timer, clock);
    }

    private Position start() {
        return switch (configuration.startingPosition()) {
            case TRIM_HORIZON -> new Position.TrimHorizon();
            case LATEST -> new Position.At(createdAt);
            case AT_TIMESTAMP -> new Position.At(Objects.requireNonNull(configuration.startingTimestamp()));
        };
    }
}
