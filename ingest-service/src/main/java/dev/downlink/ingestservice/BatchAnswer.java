package dev.downlink.ingestservice;

import io.micronaut.serde.annotation.Serdeable;
import java.util.List;

/** Tells the event source mapping from which record on a batch is to be delivered again. */
@Serdeable
public record BatchAnswer(List<BatchItemFailure> batchItemFailures) {

    /** @param itemIdentifier the record's sequence number */
    @Serdeable
    record BatchItemFailure(String itemIdentifier) {}
}
