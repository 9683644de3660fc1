package dev.downlink.ingestservice;

import dev.downlink.ingestservice.Lanes.Setback;
import dev.downlink.ingestservice.Lanes.Step;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How far a batch has come. A setback leaves the records from its own on for the next attempt. */
final class Progress {

    private static final Logger LOG = LoggerFactory.getLogger(Progress.class);

    private final StreamBatch batch;
    private final Lanes lanes;
    private int end;

    Progress(StreamBatch batch, Lanes lanes) {
        this.batch = batch;
        this.lanes = lanes;
        this.end = batch.records().size();
    }

    /** Whether no earlier record has had a setback, nor this one. */
    boolean includes(int index) {
        return index < end;
    }

    /** Takes the steps of the records it still includes. */
    void take(List<Step> steps) {
        lanes.take(steps.stream().filter(step -> includes(step.index())).toList())
                .ifPresent(this::setBack);
    }

    /** Calls a dependency on behalf of a record and those after it; empty if that fails, or the record is not included. */
    <T> Optional<T> call(int index, Supplier<T> dependency) {
        if (!includes(index)) {
            return Optional.empty();
        }
        try {
            return Optional.of(dependency.get());
        } catch (RuntimeException e) {
            setBack(new Setback(index, e));
            return Optional.empty();
        }
    }

    /** The first record that is not done; empty if all are. */
    Optional<SequenceNumber> firstNotDone() {
        return end == batch.records().size()
                ? Optional.empty()
                : Optional.of(batch.records().get(end).sequenceNumber());
    }

    private void setBack(Setback setback) {
        end = setback.index();
        LOG.atWarn()
                .addKeyValue("stream", batch.stream())
                .addKeyValue("shard", batch.shard())
                .addKeyValue("record", batch.records().get(end).sequenceNumber())
                .addKeyValue("leftForRetry", batch.records().size() - end)
                .setCause(setback.cause())
                .log("a step failed; the batch will be retried from this record");
    }
}
