package dev.downlink.ingest;

import dev.downlink.function.FunctionHandler;
import dev.downlink.ingest.BatchAnswer.Failure;
import dev.downlink.ingest.stream.SequenceNumber;
import io.micronaut.context.ApplicationContext;
import jakarta.inject.Inject;

/** Takes the batches of any Kinesis stream that has a pipeline. */
public final class KinesisHandler extends FunctionHandler<KinesisBatch, BatchAnswer> {

    @Inject
    Ingestion ingestion;

    public KinesisHandler() {}

    KinesisHandler(ApplicationContext context) {
        super(context);
    }

    @Override
    public BatchAnswer execute(KinesisBatch batch) {
        return new BatchAnswer(ingestion.ingest(batch.batch()).map(SequenceNumber::value).map(Failure::new).stream()
                .toList());
    }
}
