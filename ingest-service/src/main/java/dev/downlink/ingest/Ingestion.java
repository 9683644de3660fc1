package dev.downlink.ingest;

import dev.downlink.channel.ChannelName;
import dev.downlink.ingest.Lanes.Step;
import dev.downlink.ingest.LiveDelivery.Live;
import dev.downlink.ingest.Pipeline.Reading;
import dev.downlink.ingest.Pipeline.Tracking;
import dev.downlink.ingest.deadletter.DeadLetter;
import dev.downlink.ingest.deadletter.DeadLetters;
import dev.downlink.ingest.geofence.Geofence;
import dev.downlink.ingest.geofence.Move;
import dev.downlink.ingest.geofence.Sighting;
import dev.downlink.ingest.mapping.BadRecordException;
import dev.downlink.ingest.stream.SequenceNumber;
import dev.downlink.ingest.stream.StreamBatch;
import dev.downlink.ingest.stream.StreamRecord;
import dev.downlink.log.Draft;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.Publisher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
    private final Publisher publisher;
    private final LiveDelivery liveDelivery;
    private final DeadLetters deadLetters;
    private final Lanes lanes;
    private final Clock clock;

    Ingestion(
            Pipelines pipelines,
            Publisher publisher,
            LiveDelivery liveDelivery,
            DeadLetters deadLetters,
            Lanes lanes,
            Clock clock) {
        this.pipelines = pipelines;
        this.publisher = publisher;
        this.liveDelivery = liveDelivery;
        this.deadLetters = deadLetters;
        this.lanes = lanes;
        this.clock = clock;
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
        Progress progress = new Progress(batch, lanes);
        progress.take(appends(readings));
        if (pipeline.tracking() != null) {
            follow(pipeline.tracking(), batch.shard(), readings, progress);
        }
        progress.take(burials);
        progress.take(delivery(readings.stream()
                .filter(reading -> progress.includes(reading.index()))
                .toList()));
        return progress.firstNotDone();
    }

    private void follow(Tracking tracking, String shard, List<Reading> readings, Progress progress) {
        List<Sighting> sightings = readings.stream()
                .flatMap(reading -> reading.sighting().stream())
                .toList();
        if (sightings.isEmpty()) {
            return;
        }
        List<Move> moves = new ArrayList<>();
        progress.take(List.of(new Step(
                sightings.getFirst().index(),
                "moves",
                () -> moves.addAll(tracking.tracker().follow(shard, sightings)))));
        Map<Integer, Reading> byIndex =
                readings.stream().collect(Collectors.toMap(Reading::index, Function.identity()));
        progress.take(moves.stream()
                .flatMap(move -> announcements(
                        tracking.geofence(),
                        move,
                        Objects.requireNonNull(byIndex.get(move.sighting().index()))))
                .toList());
        progress.take(moves.stream()
                .map(move -> new Step(
                        move.sighting().index(),
                        move.sighting().key(),
                        () -> tracking.tracker().remember(shard, move)))
                .toList());
    }

    private Stream<Step> announcements(Geofence geofence, Move move, Reading reading) {
        return move.crossings().stream().map(crossing -> {
            String key = "%s:%s:%s"
                    .formatted(reading.record().eventId(), crossing.area().id(), crossing.kind());
            return publication(
                    reading.index(), geofence.channel(crossing.area()), geofence.event(crossing, reading.json()), key);
        });
    }

    /** Appends to the channels with history. */
    private List<Step> appends(List<Reading> readings) {
        return readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(channel -> channel.namespace().hasHistory())
                        .map(channel -> publication(
                                reading.index(),
                                channel.name(),
                                reading.json().text(),
                                reading.record().eventId())))
                .toList();
    }

    private Step publication(int index, ChannelName channel, Json data, String idempotencyKey) {
        return new Step(
                index,
                channel.value(),
                () -> publisher.publish(channel, new Draft(data, null, Map.of(), idempotencyKey)));
    }

    /** Delivers to the channels without history, in one call. */
    private List<Step> delivery(List<Reading> readings) {
        Instant now = clock.instant();
        List<Live> live = readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(channel -> !channel.namespace().hasHistory())
                        .map(channel -> new Live(
                                channel.name(),
                                new Publication(0, reading.json().text(), null, Map.of(), now))))
                .toList();
        return live.isEmpty()
                ? List.of()
                : List.of(new Step(readings.getFirst().index(), "delivery", () -> liveDelivery.deliver(live)));
    }

    private Step burial(int index, DeadLetter letter) {
        return new Step(index, "dead letter " + index, () -> {
            deadLetters.send(letter);
            LOG.warn(
                    "Bad record {} of {} {}: {}",
                    letter.record().sequenceNumber(),
                    letter.stream(),
                    letter.shard(),
                    letter.reason());
        });
    }
}
