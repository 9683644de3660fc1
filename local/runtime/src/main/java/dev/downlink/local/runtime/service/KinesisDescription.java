package dev.downlink.local.runtime.service;

import dev.downlink.channel.Settings;
import dev.downlink.local.lambda.eventsource.RecordSource;
import java.util.Date;
import java.util.Objects;
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

    static KinesisDescription of(Settings settings) {
        Position position = settings.choice("starting_position", Position.class);
        Object timestamp = settings.value("starting_timestamp");
        if (position == Position.AT_TIMESTAMP ? !(timestamp instanceof Date) : timestamp != null) {
            throw settings.invalid(
                    "starting_timestamp",
                    timestamp,
                    "with AT_TIMESTAMP a time such as 2026-01-31T12:00:00Z, none without");
        }
        return new KinesisDescription(
                settings.requiredText("stream", "a stream's name"),
                switch (position) {
                    case TRIM_HORIZON -> new RecordSource.Start.TrimHorizon();
                    case LATEST -> new RecordSource.Start.Latest();
                    case AT_TIMESTAMP ->
                        new RecordSource.Start.At(((Date) Objects.requireNonNull(timestamp)).toInstant());
                },
                settings.number("batch_size", 100, 1, 10_000),
                settings.number("maximum_batching_window_seconds", 0, 0, 300),
                parallelizationFactor(settings),
                settings.number("maximum_retry_attempts", -1, -1, 10_000),
                age(settings),
                settings.flag("bisect_batch_on_function_error"),
                settings.flag("report_batch_item_failures"),
                settings.text("on_failure_queue", "a queue's name"));
    }

    /** Idempotency of what is ingested remembers one position per channel and shard of the stream, as for a source in order. */
    private static int parallelizationFactor(Settings settings) {
        int factor = settings.number("parallelization_factor", 1, 1, 10);
        if (factor != 1) {
            throw settings.invalid(
                    "parallelization_factor",
                    factor,
                    "1: batches of one shard must come in order, since one position per shard and channel is remembered "
                            + "as published; for more throughput use more shards");
        }
        return factor;
    }

    private static int age(Settings settings) {
        int seconds = settings.number("maximum_record_age_seconds", -1, -1, 604_800);
        if (seconds >= 0 && seconds < 60) {
            throw settings.invalid("maximum_record_age_seconds", seconds, "-1 or a whole number from 60 to 604800");
        }
        return seconds;
    }
}
