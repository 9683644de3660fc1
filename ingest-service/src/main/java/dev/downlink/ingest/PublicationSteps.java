package dev.downlink.ingest;

import dev.downlink.channel.ChannelName;
import dev.downlink.delivery.ChannelPublication;
import dev.downlink.delivery.DirectDelivery;
import dev.downlink.history.Draft;
import dev.downlink.ingest.Lanes.Step;
import dev.downlink.ingest.Pipeline.Reading;
import dev.downlink.ingest.geofence.Geofence;
import dev.downlink.ingest.geofence.Move;
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
import java.util.stream.Stream;

/** The steps that publish what a batch says, each channel's in the order of the records. */
@Singleton
final class PublicationSteps {

    private final Publisher publisher;
    private final Consumer<List<ChannelPublication>> delivery;
    private final Clock clock;

    /** Something for a channel's log. */
    private record Addition(int index, ChannelName channel, Draft draft) {}

    @Inject
    PublicationSteps(Publisher publisher, DirectDelivery delivery, Clock clock) {
        this(publisher, delivery::deliver, clock);
    }

    PublicationSteps(Publisher publisher, Consumer<List<ChannelPublication>> delivery, Clock clock) {
        this.publisher = publisher;
        this.delivery = delivery;
        this.clock = clock;
    }

    /** Into the channels with history, once however often they are taken. */
    List<Step> appends(List<Reading> readings) {
        return append(readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(channel -> channel.namespace().hasHistory())
                        .map(channel -> new Addition(
                                reading.index(),
                                channel.name(),
                                draft(reading.json().text(), reading.record().eventId())))));
    }

    /** What moves are announced by, once however often they are taken. */
    List<Step> announcements(Geofence geofence, List<Move> moves, Map<Integer, Reading> readingsByIndex) {
        return append(moves.stream().flatMap(move -> {
            Reading reading =
                    Objects.requireNonNull(readingsByIndex.get(move.sighting().index()));
            return move.crossings().stream()
                    .map(crossing -> new Addition(
                            reading.index(),
                            geofence.channel(crossing.area()),
                            draft(
                                    geofence.event(crossing, reading.json()),
                                    "%s:%s:%s"
                                            .formatted(
                                                    reading.record().eventId(),
                                                    crossing.area().id(),
                                                    crossing.kind()))));
        }));
    }

    /** To the channels without history, in one step. */
    List<Step> delivery(List<Reading> readings) {
        Instant now = clock.instant();
        List<ChannelPublication> live = readings.stream()
                .flatMap(reading -> reading.channels().stream()
                        .filter(channel -> !channel.namespace().hasHistory())
                        .map(channel -> new ChannelPublication(
                                channel.name(),
                                new Publication(0, reading.json().text(), null, Map.of(), now))))
                .toList();
        return live.isEmpty()
                ? List.of()
                : List.of(new Step(readings.getFirst().index(), "delivery", () -> delivery.accept(live)));
    }

    /** A step a channel: what a batch has for it is appended together. */
    private List<Step> append(Stream<Addition> additions) {
        Map<ChannelName, List<Addition>> byChannel =
                additions.collect(Collectors.groupingBy(Addition::channel, LinkedHashMap::new, Collectors.toList()));
        return byChannel.entrySet().stream()
                .map(entry -> new Step(
                        entry.getValue().getFirst().index(),
                        entry.getKey().value(),
                        () -> publisher.append(
                                entry.getKey(),
                                entry.getValue().stream().map(Addition::draft).toList())))
                .toList();
    }

    private static Draft draft(Json data, String idempotencyKey) {
        return new Draft(data, null, Map.of(), idempotencyKey);
    }
}
