package dev.downlink.local.kinesis;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Constraints;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client may ask, in the API's own names; a value is checked against the service model when it is made. */
sealed interface Request {

    Pattern STREAM_NAME = Pattern.compile("[a-zA-Z0-9_.-]+");
    Pattern HASH_KEY = Pattern.compile("0|([1-9]\\d{0,38})");

    /** A request about one stream, told by name or by ARN. */
    sealed interface OfStream extends Request {
        @Nullable
        String streamName();

        @Nullable
        String streamArn();
    }

    record ListStreams(
            @Nullable Integer limit,
            @Nullable String exclusiveStartStreamName,
            @Nullable String nextToken) implements Request {
        public ListStreams {
            Constraints.range("limit", limit, 1, 10_000);
        }
    }

    record DescribeStreamSummary(
            @Nullable String streamName,
            @JsonProperty("StreamARN") @Nullable String streamArn) implements OfStream {
        public DescribeStreamSummary {
            checkName(streamName);
        }
    }

    record ListShards(
            @Nullable String streamName,
            @JsonProperty("StreamARN") @Nullable String streamArn,
            @Nullable String nextToken,
            @Nullable String exclusiveStartShardId,
            @Nullable Integer maxResults)
            implements OfStream {
        public ListShards {
            checkName(streamName);
            Constraints.range("maxResults", maxResults, 1, 10_000);
        }
    }

    record GetShardIterator(
            @Nullable String streamName,
            @JsonProperty("StreamARN") @Nullable String streamArn,
            String shardId,
            Start shardIteratorType,
            @Nullable String startingSequenceNumber,
            @Nullable Instant timestamp)
            implements OfStream {
        public GetShardIterator {
            checkName(streamName);
            Constraints.present("shardId", shardId);
            Constraints.present("shardIteratorType", shardIteratorType);
        }
    }

    /** The API's {@code ShardIteratorType}. */
    enum Start {
        AT_SEQUENCE_NUMBER,
        AFTER_SEQUENCE_NUMBER,
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    record GetRecords(String shardIterator, @Nullable Integer limit) implements Request {
        public GetRecords {
            Constraints.present("shardIterator", shardIterator);
            Constraints.range("limit", limit, 1, 10_000);
        }
    }

    record PutRecord(
            @Nullable String streamName,
            @JsonProperty("StreamARN") @Nullable String streamArn,
            byte[] data,
            String partitionKey,
            @Nullable String explicitHashKey,
            @Nullable String sequenceNumberForOrdering)
            implements OfStream {
        public PutRecord {
            checkName(streamName);
            Entry.check(data, partitionKey, explicitHashKey);
        }
    }

    record PutRecords(
            @Nullable String streamName,
            @JsonProperty("StreamARN") @Nullable String streamArn,
            List<Entry> records) implements OfStream {
        public PutRecords {
            checkName(streamName);
            Constraints.present("records", records);
            if (records.isEmpty() || records.size() > 500) {
                throw AwsException.validation("1 validation error detected: Value at 'records' failed to satisfy"
                        + " constraint: Member must have length "
                        + (records.isEmpty() ? "greater than or equal to 1" : "less than or equal to 500"));
            }
        }
    }

    record Entry(byte[] data, String partitionKey, @Nullable String explicitHashKey) {
        public Entry {
            check(data, partitionKey, explicitHashKey);
        }

        static void check(byte[] data, String partitionKey, @Nullable String explicitHashKey) {
            Constraints.present("data", data);
            Constraints.present("partitionKey", partitionKey);
            Constraints.length("partitionKey", partitionKey, 1, 256);
            Constraints.matches("explicitHashKey", explicitHashKey, HASH_KEY);
        }
    }

    private static void checkName(@Nullable String streamName) {
        Constraints.length("streamName", streamName, 1, 128);
        Constraints.matches("streamName", streamName, STREAM_NAME);
    }
}
