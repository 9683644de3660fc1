package dev.downlink.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What clients are answered, in the API's own names; a null is left out. */
sealed interface Response {

    /** Nothing is encrypted here. */
    String ENCRYPTION = "NONE";

    record ListedStreams(
            List<String> streamNames,
            boolean hasMoreStreams,
            @Nullable String nextToken,
            List<StreamSummary> streamSummaries)
            implements Response {}

    record StreamMode(String streamMode) {}

    record StreamSummary(
            String streamName,
            @JsonProperty("StreamARN") String streamArn,
            String streamStatus,
            StreamMode streamModeDetails,
            Instant streamCreationTimestamp) {}

    record DescribedSummary(StreamDescriptionSummary streamDescriptionSummary) implements Response {}

    record StreamDescriptionSummary(
            String streamName,
            @JsonProperty("StreamARN") String streamArn,
            String streamStatus,
            StreamMode streamModeDetails,
            long retentionPeriodHours,
            Instant streamCreationTimestamp,
            List<EnhancedMetrics> enhancedMonitoring,
            String encryptionType,
            int openShardCount,
            int consumerCount,
            @JsonProperty("MaxRecordSizeInKiB") int maxRecordSizeInKiB) {}

    record EnhancedMetrics(List<String> shardLevelMetrics) {}

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

    /** One entry of a PutRecords: written, or not for the time being. */
    sealed interface PutResult {}

    record Written(String shardId, String sequenceNumber) implements PutResult {}

    record NotWritten(String errorCode, String errorMessage) implements PutResult {}
}
