package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.service.LocalEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
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

    /** AWS limits the shards of an account, too; on disk, each of these is an open file of this process. */
    private static final int MAX_SHARDS = 500;

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

    /** Makes a stream that is active at once; one of that name that is there already stays as it is. */
    public DataStream ensure(String name, int shardCount) {
        Instant now = clock.instant();
        return find(name)
                .orElseGet(() -> add(new StreamDefinition(
                        name,
                        shardCount,
                        StreamDefinition.Mode.PROVISIONED,
                        StreamDefinition.DEFAULT_MAX_RECORD_KIB,
                        now,
                        now)));
    }

    public synchronized Optional<DataStream> find(String name) {
        DataStream found = byName.get(name);
        if (found != null && found.gone()) {
            remove(found);
            return Optional.empty();
        }
        return Optional.ofNullable(found);
    }

    KinesisSettings settings() {
        return settings;
    }

    /** In order of name. */
    Collection<DataStream> all() {
        return byName.values().stream().filter(stream -> !stream.gone()).toList();
    }

    synchronized DataStream add(StreamDefinition definition) {
        if (find(definition.name()).isPresent()) {
            throw new AwsException(
                    400,
                    "ResourceInUseException",
                    "Stream " + definition.name() + " under account " + LocalEnvironment.ACCOUNT + " already exists.");
        }
        int shards = byName.values().stream()
                .mapToInt(stream -> stream.shards().size())
                .sum();
        if (shards + definition.shardCount() > MAX_SHARDS) {
            throw new AwsException(
                    400,
                    "LimitExceededException",
                    "This request would exceed the shard limit for the account " + LocalEnvironment.ACCOUNT
                            + ". Current shard count for the account: " + shards + ". Limit: " + MAX_SHARDS + ".");
        }
        if (files != null) {
            files.save(definition);
        }
        DataStream added = new DataStream(definition, settings, memory, clock);
        byName.put(definition.name(), added);
        return added;
    }

    /** The stream is DELETING for a while, and then gone. */
    synchronized void delete(DataStream stream) {
        if (files != null) {
            files.forget(stream.name());
        }
        stream.endAt(clock.instant().plus(settings.transition()));
    }

    private void sweepAndGoOn() {
        try {
            sweep();
        } catch (RuntimeException e) {
            LOG.error("Streams could not be swept; it is tried again", e);
        }
    }

    /** Frees what was deleted, and what nobody writes to or reads any more. */
    synchronized void sweep() {
        List.copyOf(byName.values()).forEach(stream -> {
            if (stream.gone()) {
                remove(stream);
            } else {
                stream.shards().forEach(Shard::sweep);
            }
        });
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        byName.values().forEach(stream -> {
            if (stream.status() == DataStream.Status.DELETING) {
                remove(stream);
            } else {
                stream.shards().forEach(Shard::close);
            }
        });
    }

    private void remove(DataStream stream) {
        byName.remove(stream.name());
        stream.shards().forEach(Shard::close);
        if (files != null) {
            files.delete(stream.name());
        }
    }
}
