package dev.downlink.ingest;

import dev.downlink.channel.ChannelName;
import dev.downlink.fanout.ChannelPublication;
import dev.downlink.fanout.DirectDelivery;
import dev.downlink.ingest.Lanes.Step;
import dev.downlink.ingest.Pipeline.Reading;
import dev.downlink.ingest.geofence.Geofence;
import dev.downlink.ingest.geofence.Move;
import dev.downlink.log.Draft;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.Publisher;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The steps that publish what a batch says, each channel's in the order of the records. */
@Singleton
final class PublicationSteps {

    private final Publisher publisher;
    private final Consumer<List<ChannelPublication>> delivery;
    private final Clock clock;

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

    /** What a move is announced by, once however often they are taken. */
    Stream<Step> announcements(Geofence geofence, Move move, Reading reading) {
        return move.crossings().stream()
                .map(crossing -> publication(
                        reading.index(),
                        geofence.channel(crossing.area()),
                        geofence.event(crossing, reading.json()),
                        "%s:%s:%s"
                                .formatted(
                                        reading.record().eventId(),
                                        crossing.area().id(),
                                        crossing.kind())));
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

    private Step publication(int index, ChannelName channel, Json data, String idempotencyKey) {
        return new Step(
                index,
                channel.value(),
                () -> publisher.publish(channel, new Draft(data, null, Map.of(), idempotencyKey)));
    }
}
