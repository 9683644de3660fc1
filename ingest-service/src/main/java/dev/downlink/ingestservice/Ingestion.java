package dev.downlink.ingestservice;

import dev.downlink.ingestservice.Pipeline.Reading;
import dev.downlink.ingestservice.Pipeline.TrackedGeofence;
import dev.downlink.ingestservice.StepRunner.Step;
import dev.downlink.ingestservice.deadletter.DeadLetter;
import dev.downlink.ingestservice.deadletter.DeadLetters;
import dev.downlink.ingestservice.geofence.Move;
import dev.downlink.ingestservice.geofence.Sighting;
import dev.downlink.ingestservice.mapping.BadRecordException;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamBatch;
import dev.downlink.ingestservice.stream.StreamRecord;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes the records of a batch. Bad records go to the dead-letter queue. When a dependency fails for a record, every record
 * before it is done, and the batch is retried from that record on.
 */
@Singleton
final class Ingestion {

    private static final Logger LOG = LoggerFactory.getLogger(Ingestion.class);

    private final Pipelines pipelines;
    private final PublicationSteps publications;
    private final DeadLetters deadLetters;
    private final StepRunner steps;

    Ingestion(Pipelines pipelines, PublicationSteps publications, DeadLetters deadLetters, StepRunner steps) {
        this.pipelines = pipelines;
        this.publications = publications;
        this.deadLetters = deadLetters;
        this.steps = steps;
    }

    /** @return the first record that is not done; empty if all are */
    Optional<SequenceNumber> ingest(StreamBatch batch) {
        Pipeline pipeline = pipelines.of(batch.stream());
        List<Reading> readings = new ArrayList<>();
        List<Step> deadLetterSteps = new ArrayList<>();
        for (int index = 0; index < batch.records().size(); index++) {
            StreamRecord record = batch.records().get(index);
            try {
                readings.add(pipeline.read(index, record));
            } catch (BadRecordException e) {
                deadLetterSteps.add(
                        deadLetterStep(index, new DeadLetter(batch.stream(), batch.shard(), record, e.reason())));
            }
        }
        // Idempotent steps first. Live delivery last, only for records whose other steps succeeded: a retry would
        // repeat it.
        BatchProgress progress = new BatchProgress(batch, steps);
        progress.run(publications.appends(batch, readings));
        if (pipeline.tracking() != null) {
            follow(pipeline.tracking(), batch, readings, progress);
        }
        progress.run(deadLetterSteps);
        progress.run(publications.delivery(readings.stream()
                .filter(reading -> progress.includes(reading.index()))
                .toList()));
        return progress.firstNotDone();
    }

    /** Publishes the events of moves, then stores their states. After a crash in between, the log ignores the repeated events. */
    private void follow(TrackedGeofence tracking, StreamBatch batch, List<Reading> readings, BatchProgress progress) {
        List<Sighting> sightings = readings.stream()
                .flatMap(reading -> reading.sighting().stream())
                .toList();
        if (sightings.isEmpty()) {
            return;
        }
        List<Move> moves = progress.call(
                        sightings.getFirst().index(), () -> tracking.tracker().follow(batch.shard(), sightings))
                .orElse(List.of());
        Map<Integer, Reading> readingsByIndex =
                readings.stream().collect(Collectors.toMap(Reading::index, Function.identity()));
        progress.run(publications.announcements(
                batch,
                tracking.geofence(),
                moves.stream()
                        .filter(move -> progress.includes(move.sighting().index()))
                        .toList(),
                readingsByIndex));
        progress.run(moves.stream()
                .map(move -> new Step(
                        move.sighting().index(),
                        move.sighting().key(),
                        () -> tracking.tracker().remember(batch.shard(), move)))
                .toList());
    }

    private Step deadLetterStep(int index, DeadLetter letter) {
        return new Step(index, "dead letter " + index, () -> {
            deadLetters.send(letter);
            LOG.atWarn()
                    .addKeyValue("stream", letter.stream())
                    .addKeyValue("shard", letter.shard())
                    .addKeyValue("record", letter.record().sequenceNumber())
                    .addKeyValue("reason", letter.reason())
                    .log("bad record sent to the dead-letter queue; the batch continues");
        });
    }
}
