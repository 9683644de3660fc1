package dev.downlink.local.kinesis;

import dev.downlink.local.aws.Tasks;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;

/** All streams, by name: made and read here by the runtime, and through {@link KinesisService} by everyone else. */
public final class Streams implements AutoCloseable {

    private final KinesisSettings settings;
    private final Clock clock;
    private final RecordMemory memory;
    private final @Nullable StreamFiles files;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("streams").factory());
    private final NavigableMap<String, DataStream> byName = new ConcurrentSkipListMap<>();

    /** Opens the streams that the settings' directory holds. */
    public Streams(KinesisSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.memory = new RecordMemory(settings.maxBytes());
        this.files = settings.directory().map(StreamFiles::new).orElse(null);
        if (files != null) {
            files.load().forEach(found -> byName.put(found.name(), new DataStream(found, settings, memory, clock)));
        }
        Tasks.runEvery(timer, Duration.ofSeconds(1), this::sweep);
    }

    /** Makes a stream; one of that name that is there already stays as it is. */
    public synchronized DataStream ensure(String name, int shardCount) {
        return find(name).orElseGet(() -> add(new StreamDefinition(name, shardCount, clock.instant())));
    }

    public Optional<DataStream> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    KinesisSettings settings() {
        return settings;
    }

    /** In order of name. */
    Collection<DataStream> all() {
        return byName.values();
    }

    private DataStream add(StreamDefinition definition) {
        if (files != null) {
            files.save(definition);
        }
        DataStream added = new DataStream(definition, settings, memory, clock);
        byName.put(definition.name(), added);
        return added;
    }

    /** Frees what nobody writes to or reads any more. */
    void sweep() {
        byName.values().forEach(stream -> stream.shards().forEach(Shard::sweep));
    }

    @Override
    public void close() {
        timer.shutdownNow();
        byName.values().forEach(stream -> stream.shards().forEach(Shard::close));
    }
}
