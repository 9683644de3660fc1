package dev.downlink.ingestservice;

import dev.downlink.function.FunctionHandler;
import dev.downlink.ingestservice.BatchAnswer.BatchItemFailure;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import dev.downlink.metrics.Metric;
import dev.downlink.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Handles the batches of every Kinesis stream that has a pipeline. */
public final class KinesisHandler extends FunctionHandler<KinesisBatch, BatchAnswer> {

    @Inject
    Ingestion ingestion;

    @Inject
    Metrics metrics;

    @Inject
    Clock clock;

    public KinesisHandler() {}

    KinesisHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public BatchAnswer execute(KinesisBatch batch) {
        StreamBatch records = batch.batch();
        metrics.line()
                .time(
                        Metric.INGEST_LAG,
                        Duration.between(records.records().getFirst().arrivedAt(), clock.instant()))
                .write();
        return new BatchAnswer(ingestion.ingest(records).map(SequenceNumber::value).map(BatchItemFailure::new).stream()
                .toList());
    }
}
