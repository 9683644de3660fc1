package dev.downlink.local.runtime.service;

import dev.downlink.local.lambda.eventsource.RecordSource;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The event source mapping from a stream to the function, in Lambda's words and with Lambda's defaults.
 *
 * @param maximumRetryAttempts −1: until the record expires
 * @param maximumRecordAgeSeconds −1: no limit
 */
public record KinesisDescription(
        String stream,
        RecordSource.Start start,
        int batchSize,
        int maximumBatchingWindowSeconds,
        int parallelizationFactor,
        int maximumRetryAttempts,
        int maximumRecordAgeSeconds,
        boolean bisectBatchOnFunctionError,
        boolean reportBatchItemFailures,
        @Nullable String onFailureQueue) {

    /** Where a new mapping begins to read. */
    private enum Position {
        TRIM_HORIZON,
        LATEST,
        AT_TIMESTAMP
    }

    static KinesisDescription of(Section section) {
        Position position = section.choice("starting_position", Position.class);
        Optional<Instant> timestamp = section.optionalInstant("starting_timestamp");
        if (timestamp.isPresent() != (position == Position.AT_TIMESTAMP)) {
            throw section.invalid("starting_timestamp", timestamp, "a time with AT_TIMESTAMP, none without");
        }
        return new KinesisDescription(
                section.string("stream"),
                switch (position) {
                    case TRIM_HORIZON -> new RecordSource.Start.TrimHorizon();
                    case LATEST -> new RecordSource.Start.Latest();
                    case AT_TIMESTAMP -> new RecordSource.Start.At(timestamp.orElseThrow());
                },
                section.optionalInteger("batch_size", 1, 10_000).orElse(100),
                section.optionalInteger("maximum_batching_window_seconds", 0, 300)
                        .orElse(0),
                parallelizationFactor(section),
                section.optionalInteger("maximum_retry_attempts", -1, 10_000).orElse(-1),
                age(section),
                section.optionalBoolean("bisect_batch_on_function_error").orElse(false),
                section.optionalBoolean("report_batch_item_failures").orElse(false),
                section.optionalString("on_failure_queue").orElse(null));
    }

    /** Idempotency of what is ingested remembers one position per channel and shard of the stream, as for a source in order. */
    private static int parallelizationFactor(Section section) {
        int factor = section.optionalInteger("parallelization_factor", 1, 10).orElse(1);
        if (factor != 1) {
            throw section.invalid(
                    "parallelization_factor",
                    factor,
                    "1: batches of one shard must come in order, since one position per shard and channel is remembered "
                            + "as published; for more throughput use more shards");
        }
        return factor;
    }

    private static int age(Section section) {
        int seconds = section.optionalInteger("maximum_record_age_seconds", -1, 604_800)
                .orElse(-1);
        if (seconds >= 0 && seconds < 60) {
            throw section.invalid("maximum_record_age_seconds", seconds, "-1 or a whole number from 60 to 604800");
        }
        return seconds;
    }
}
