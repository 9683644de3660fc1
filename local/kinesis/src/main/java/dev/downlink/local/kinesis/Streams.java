package dev.downlink.local.kinesis;

import java.time.Clock;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All streams, by name: made and read here by the runtime, and through {@link KinesisService} by everyone else. */
public final class Streams implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Streams.class);

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
        timer.scheduleWithFixedDelay(this::sweepAndGoOn, 1, 1, TimeUnit.SECONDS);
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

    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.error("cannot drop old records of the streams; retrying in 1 s", e);
        }
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
