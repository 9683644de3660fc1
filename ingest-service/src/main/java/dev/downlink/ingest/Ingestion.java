package dev.downlink.ingest;

import dev.downlink.ingest.Pipeline.Reading;
import dev.downlink.ingest.Pipeline.Tracking;
import dev.downlink.ingest.StepRunner.Step;
import dev.downlink.ingest.deadletter.DeadLetter;
import dev.downlink.ingest.deadletter.DeadLetters;
import dev.downlink.ingest.geofence.Move;
import dev.downlink.ingest.geofence.Sighting;
import dev.downlink.ingest.mapping.BadRecordException;
import dev.downlink.ingest.stream.SequenceNumber;
import dev.downlink.ingest.stream.StreamBatch;
import dev.downlink.ingest.stream.StreamRecord;
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
 * Publishes what the records of a batch say. Bad records go to the dead letters; when a dependency fails, everything before
 * the record it failed for is done, and the batch is to be tried again from that record on.
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
        List<Step> burials = new ArrayList<>();
        for (int index = 0; index < batch.records().size(); index++) {
            StreamRecord record = batch.records().get(index);
            try {
                readings.add(pipeline.read(index, record));
            } catch (BadRecordException e) {
                burials.add(burial(index, new DeadLetter(batch.stream(), batch.shard(), record, e.reason())));
            }
        }
        // First what may be repeated unseen, last live delivery, which may not: it is only for records otherwise done.
        Progress progress = new Progress(batch, steps);
        progress.run(publications.appends(batch, readings));
        if (pipeline.tracking() != null) {
            follow(pipeline.tracking(), batch, readings, progress);
        }
        progress.run(burials);
        progress.run(publications.delivery(readings.stream()
                .filter(reading -> progress.includes(reading.index()))
                .toList()));
        return progress.firstNotDone();
    }

    /** Announces the moves, then takes note of those announced: a crash in between repeats, and the log has it already. */
    private void follow(Tracking tracking, StreamBatch batch, List<Reading> readings, Progress progress) {
        List<Sighting> sightings = readings.stream()
                .flatMap(reading -> reading.sighting().stream())
                .toList();
        if (sightings.isEmpty()) {
            return;
        }
        List<Move> moves = new ArrayList<>();
        progress.run(List.of(new Step(
                sightings.getFirst().index(),
                "moves",
                () -> moves.addAll(tracking.tracker().follow(batch.shard(), sightings)))));
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

    private Step burial(int index, DeadLetter letter) {
        return new Step(index, "dead letter " + index, () -> {
            deadLetters.send(letter);
            LOG.atWarn()
                    .addKeyValue("stream", letter.stream())
                    .addKeyValue("shard", letter.shard())
                    .addKeyValue("record", letter.record().sequenceNumber())
                    .addKeyValue("reason", letter.reason())
                    .log("bad record");
        });
    }
}
