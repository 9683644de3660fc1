package dev.downlink.local.kinesis;

/** What one shard accepts per second, whichever is used up first. */
public record WriteLimit(int recordsPerSecond, int bytesPerSecond) {

    /** A provisioned shard on AWS. */
    public static final WriteLimit AWS = new WriteLimit(1_000, 1024 * 1024);
}
