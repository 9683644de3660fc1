package dev.downlink.local.kinesis;

import dev.downlink.local.aws.AwsException;
import dev.downlink.local.service.LocalEnvironment;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/** All streams, by name: made and read here by the runtime, and through {@link KinesisService} by everyone else. */
public final class Streams implements AutoCloseable {

    private final KinesisSettings settings;
    private final Clock clock;
    private final @Nullable StreamFiles files;
    private final NavigableMap<String, DataStream> byName = new ConcurrentSkipListMap<>();

    /** Opens the streams that the settings' directory holds. */
    public Streams(KinesisSettings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.files = settings.directory().map(StreamFiles::new).orElse(null);
        if (files != null) {
            files.load().forEach(found -> byName.put(found.name(), new DataStream(found, settings, clock)));
        }
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
        if (files != null) {
            files.save(definition);
        }
        DataStream added = new DataStream(definition, settings, clock);
        byName.put(definition.name(), added);
        return added;
    }

    /** The stream is DELETING for a while, and then gone. */
    void delete(DataStream stream) {
        stream.endAt(clock.instant().plus(settings.transition()));
    }

    @Override
    public synchronized void close() {
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
