package dev.downlink.local.lambda.eventsource;

import dev.downlink.local.aws.LocalAccount;
import org.jspecify.annotations.Nullable;

/**
 * What a mapping reads and how it treats failures, in Lambda's words.
 *
 * @param function the function's name
 * @param stream the stream's name
 * @param start where a new mapping begins to read
 * @param maximumRetryAttempts −1: without end
 * @param maximumRecordAgeSeconds −1: no limit
 * @param onFailureQueue the name of the queue that is told of records given up
 */
public record MappingConfiguration(
        String function,
        String stream,
        RecordSource.Start start,
        int batchSize,
        int maximumBatchingWindowSeconds,
        int maximumRetryAttempts,
        int maximumRecordAgeSeconds,
        boolean bisectBatchOnFunctionError,
        boolean reportBatchItemFailures,
        @Nullable String onFailureQueue) {

    String functionArn() {
        return LocalAccount.functionArn(function);
    }

    String streamArn() {
        return LocalAccount.streamArn(stream);
    }
}
