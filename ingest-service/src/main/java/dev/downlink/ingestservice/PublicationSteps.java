package dev.downlink.ingestservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelRules;
import dev.downlink.delivery.ChannelPublication;
import dev.downlink.delivery.LiveDelivery;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.ingestservice.Pipeline.Reading;
import dev.downlink.ingestservice.StepRunner.Step;
import dev.downlink.ingestservice.geofence.Crossing;
import dev.downlink.ingestservice.geofence.Geofence;
import dev.downlink.ingestservice.geofence.Move;
import dev.downlink.ingestservice.stream.StreamBatch;
import dev.downlink.ingestservice.stream.StreamRecord;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The steps that publish a batch, in the order of the records for each channel. */
@Singleton
final class PublicationSteps {

    private static final String RECORDS = "records";
    private static final String CROSSINGS = "crossings";

    private final ChannelRules rules;
    private final Publisher publisher;
    private final Consumer<List<ChannelPublication>> delivery;
    private final Clock clock;

    /** A publication to append to a channel's log. */
    private record Addition(int index, Channel channel, Draft draft) {}

    @Inject
    PublicationSteps(ChannelRules rules, Publisher publisher, LiveDelivery delivery, Clock clock) {
        this(rules, publisher, delivery::deliver, clock);
    }

    PublicationSteps(
            ChannelRules rules, Publisher publisher, Consumer<List<ChannelPublication>> delivery, Clock clock) {
        this.rules = rules;
        this.publisher = publisher;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Appends to the channels with history. Idempotent. */
    List<Step> appends(StreamBatch batch, List<Reading> readings) {
        return append(readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(Channel::hasHistory)
                        .map(channel -> new Addition(
                                reading.index(),
                                channel,
                                draft(reading.json().text(), RECORDS, batch, reading.record(), 0)))));
    }

    /** Publishes the events of moves. Idempotent. */
    List<Step> announcements(
            StreamBatch batch, Geofence geofence, List<Move> moves, Map<Integer, Reading> readingsByIndex) {
        return append(moves.stream().flatMap(move -> {
            Reading reading =
                    Objects.requireNonNull(readingsByIndex.get(move.sighting().index()));
            return IntStream.range(0, move.crossings().size())
                    .mapToObj(n -> addition(geofence, move.crossings().get(n), n, batch, reading));
        }));
    }

    /** Delivers to the channels without history, in one step. */
    List<Step> delivery(List<Reading> readings) {
        Instant now = clock.instant();
        List<ChannelPublication> live = readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(channel -> !channel.hasHistory())
                        .map(channel -> new ChannelPublication(
                                channel, new Publication(0, reading.json().text(), null, Map.of(), now))))
                .toList();
        return live.isEmpty()
                ? List.of()
                : List.of(new Step(readings.getFirst().index(), "delivery", () -> delivery.accept(live)));
    }

    /** One step per channel: the publications of a batch are appended together. */
    private List<Step> append(Stream<Addition> additions) {
        Map<Channel, List<Addition>> byChannel =
                additions.collect(Collectors.groupingBy(Addition::channel, LinkedHashMap::new, Collectors.toList()));
        return byChannel.entrySet().stream()
                .map(entry -> new Step(
                        entry.getValue().getFirst().index(),
                        entry.getKey().name().value(),
                        () -> publisher.append(
                                entry.getKey(),
                                entry.getValue().stream().map(Addition::draft).toList())))
                .toList();
    }

    private Addition addition(Geofence geofence, Crossing crossing, int number, StreamBatch batch, Reading reading) {
        // Exists for every area: checked when the rules were loaded.
        Channel channel = rules.find(geofence.channel(crossing.area())).orElseThrow();
        Json event = geofence.event(crossing, reading.json());
        return new Addition(reading.index(), channel, draft(event, CROSSINGS, batch, reading.record(), number));
    }

    /**
     * @param kind distinguishes the sources that append to one channel at different times
     * @param number of this draft among those of its kind and record
     */
    private static Draft draft(Json data, String kind, StreamBatch batch, StreamRecord record, int number) {
        String source = "%s/%s/%s".formatted(batch.stream(), batch.shard(), kind);
        String position = "%s#%03d".formatted(record.sequenceNumber().sortable(), number);
        return new Draft(data, null, Map.of(), new IdempotencyKey.SourcePosition(source, position));
    }
}
