package dev.downlink.local.kinesis;

/** The records and bytes that one shard accepts per second. */
public record WriteLimit(int recordsPerSecond, int bytesPerSecond) {

    /** A provisioned shard on AWS. */
    public static final WriteLimit AWS = new WriteLimit(1_000, 1024 * 1024);
}
