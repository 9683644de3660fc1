package dev.downlink.ingest;

import dev.downlink.function.FunctionHandler;
import dev.downlink.ingest.BatchAnswer.Failure;
import dev.downlink.ingest.stream.SequenceNumber;
import dev.downlink.ingest.stream.StreamBatch;
import dev.downlink.metrics.Metric;
import dev.downlink.metrics.Metrics;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;

/** Takes the batches of any Kinesis stream that has a pipeline. */
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
                .time(Metric.INGEST_LAG, Duration.between(records.records().getFirst().arrivedAt(), clock.instant()))
                .write();
        return new BatchAnswer(ingestion.ingest(records).map(SequenceNumber::value).map(Failure::new).stream()
                .toList());
    }
}
