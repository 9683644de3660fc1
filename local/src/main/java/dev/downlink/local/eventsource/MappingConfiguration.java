package dev.downlink.local.eventsource;

import dev.downlink.local.service.KinesisDescription;
import dev.downlink.local.service.LocalEnvironment;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping reads and how it treats failures, in Lambda's words.
 *
 * @param function the function's name
 * @param stream the stream's name
 * @param startingTimestamp with {@code AT_TIMESTAMP}
 * @param maximumRetryAttempts −1: without end
 * @param maximumRecordAgeSeconds −1: no limit
 * @param onFailureQueue the name of the queue that is told of records given up
 */
public record MappingConfiguration(
        String function,
        String stream,
        KinesisDescription.Position startingPosition,
        @Nullable Instant startingTimestamp,
        int batchSize,
        int maximumBatchingWindowSeconds,
        int maximumRetryAttempts,
        int maximumRecordAgeSeconds,
        boolean bisectBatchOnFunctionError,
        boolean reportBatchItemFailures,
        @Nullable String onFailureQueue) {

    /** The mapping that a {@code service.yml} describes. */
    public static MappingConfiguration of(String functionName, KinesisDescription kinesis) {
        String queue = kinesis.onFailureQueue();
        return new MappingConfiguration(
                functionName,
                LocalEnvironment.name(kinesis.stream()),
                kinesis.startingPosition(),
                kinesis.startingTimestamp(),
                kinesis.batchSize(),
                kinesis.maximumBatchingWindowSeconds(),
                kinesis.maximumRetryAttempts(),
                kinesis.maximumRecordAgeSeconds(),
                kinesis.bisectBatchOnFunctionError(),
                kinesis.reportBatchItemFailures(),
                queue == null ? null : LocalEnvironment.name(queue));
    }

    RecordSource.Start start() {
        return switch (startingPosition) {
            case TRIM_HORIZON -> new RecordSource.Start.TrimHorizon();
            case LATEST -> new RecordSource.Start.Latest();
            case AT_TIMESTAMP -> new RecordSource.Start.At(Objects.requireNonNull(startingTimestamp));
        };
    }

    String functionArn() {
        return LocalEnvironment.functionArn(function);
    }

    String streamArn() {
        return LocalEnvironment.streamArn(stream);
    }
}
