package dev.downlink.local.kinesis;

import java.time.Instant;

/** What a stream was made as; it does not change. */
record StreamDefinition(
        String name, int shardCount, Mode mode, int maxRecordSizeInKiB, Instant created, Instant activeAt) {

    /** AWS's default for {@code MaxRecordSizeInKiB}. */
    static final int DEFAULT_MAX_RECORD_KIB = 1024;

    /** Who decides on the number of shards; the names are the API's. */
    enum Mode {
        PROVISIONED,
        ON_DEMAND
    }
}
