package dev.downlink.ingestservice;

import dev.downlink.function.FunctionHandler;
import dev.downlink.ingestservice.BatchAnswer.BatchItemFailure;
import dev.downlink.ingestservice.stream.SequenceNumber;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Handles the batches of every Kinesis stream that has a pipeline. */
public final class KinesisHandler extends FunctionHandler<KinesisBatch, BatchAnswer> {

    @Inject
    Ingestion ingestion;

    public KinesisHandler() {}

    KinesisHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public BatchAnswer execute(KinesisBatch batch) {
        return new BatchAnswer(
                ingestion.ingest(batch.batch()).map(SequenceNumber::value).map(BatchItemFailure::new).stream()
                        .toList());
    }
}
