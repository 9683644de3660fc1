package dev.downlink.ingestservice;

import dev.downlink.ingestservice.StepRunner.Failure;
import dev.downlink.ingestservice.StepRunner.Step;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a batch has come. A failure leaves the records from its own on for the next attempt. */
final class BatchProgress {

    private static final Logger LOG = LoggerFactory.getLogger(BatchProgress.class);

    private final StreamBatch batch;
    private final StepRunner steps;
    private int end;

    BatchProgress(StreamBatch batch, StepRunner steps) {
        this.batch = batch;
        this.steps = steps;
        this.end = batch.records().size();
    }

    /** Whether no earlier record has failed, nor this one. */
    boolean includes(int index) {
        return index < end;
    }

    /** Runs the steps of the records it still includes. */
    void run(List<Step> all) {
        steps.run(all.stream().filter(step -> includes(step.index())).toList()).ifPresent(this::fail);
    }

    /** Calls a dependency on behalf of a record and those after it; empty if that fails, or the record is not included. */
    <T> Optional<T> call(int index, Supplier<T> dependency) {
        if (!includes(index)) {
            return Optional.empty();
        }
        try {
            return Optional.of(dependency.get());
        } catch (RuntimeException e) {
            fail(new Failure(index, e));
            return Optional.empty();
        }
    }

    /** The first record that is not done; empty if all are. */
    Optional<SequenceNumber> firstNotDone() {
        return end == batch.records().size()
                ? Optional.empty()
                : Optional.of(batch.records().get(end).sequenceNumber());
    }

    private void fail(Failure failure) {
        end = failure.index();
        LOG.atWarn()
                .addKeyValue("stream", batch.stream())
                .addKeyValue("shard", batch.shard())
                .addKeyValue("record", batch.records().get(end).sequenceNumber())
                .addKeyValue("leftForRetry", batch.records().size() - end)
                .setCause(failure.cause())
                .log("a step failed; the batch will be retried from this record");
    }
}
