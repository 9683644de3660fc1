package dev.downlink.local.kinesis;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers, with the API's names; null is left out. */
sealed interface Response {

    /** Records are not encrypted. */
    String ENCRYPTION = "NONE";

    record ListedShards(
            List<ShardDescription> shards, @Nullable String nextToken) implements Response {}

    record ShardDescription(String shardId, KeyRange hashKeyRange, NumberRange sequenceNumberRange) {}

    record KeyRange(String startingHashKey, String endingHashKey) {}

    record NumberRange(String startingSequenceNumber) {}

    record Iterator(String shardIterator) implements Response {}

    record Records(List<ReadRecord> records, String nextShardIterator, long millisBehindLatest) implements Response {}

    record ReadRecord(
            String sequenceNumber,
            Instant approximateArrivalTimestamp,
            byte[] data,
            String partitionKey,
            String encryptionType) {}

    record Put(String shardId, String sequenceNumber, String encryptionType) implements Response {}

    record PutAll(int failedRecordCount, List<PutResult> records, String encryptionType) implements Response {}

    /** The result of one entry of PutRecords: written, or to be retried. */
    sealed interface PutResult {}

    record Written(String shardId, String sequenceNumber) implements PutResult {}

    record NotWritten(String errorCode, String errorMessage) implements PutResult {}
}
