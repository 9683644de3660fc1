package dev.downlink.ingestservice;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** The record from which the event source mapping retries the batch; none if the batch is done. */
@Serdeable
public record BatchAnswer(List<BatchItemFailure> batchItemFailures) {

    /** @param itemIdentifier the record's sequence number */
    @Serdeable
    record BatchItemFailure(String itemIdentifier) {}
}
