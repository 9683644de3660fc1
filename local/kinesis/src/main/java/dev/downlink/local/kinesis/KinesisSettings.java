package dev.downlink.local.kinesis;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How streams behave here.
 *
 * @param retention how long a record can be read
 * @param maxBytes heap that the records of all shards may take; beyond it the oldest go before their time
 * @param writeLimit what a shard accepts per second; empty for whatever the machine can do
 * @param directory where streams outlive the process; empty keeps them in memory only
 */
public record KinesisSettings(
        Duration retention, long maxBytes, Optional<WriteLimit> writeLimit, Optional<Path> directory) {

    /** AWS's retention, no write limit, 256 MiB of records, in memory. */
    public static final KinesisSettings DEFAULT =
            new KinesisSettings(Duration.ofHours(24), 256L * 1024 * 1024, Optional.empty(), Optional.empty());

    public KinesisSettings withDirectory(Path path) {
        return new KinesisSettings(retention, maxBytes, writeLimit, Optional.of(path));
    }

    public KinesisSettings withWriteLimit(WriteLimit limit) {
        return new KinesisSettings(retention, maxBytes, Optional.of(limit), directory);
    }
}
