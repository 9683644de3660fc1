package dev.downlink.history.dynamodb;

import static java.util.stream.Collectors.toMap;

import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/**
 * Segments as items and back.
 *
 * <p>{@code pk = log#<channel>, sk = o#<first offset in 20 digits>}: {@code e} epoch, {@code at} when (epoch milliseconds),
 * {@code w} write id, {@code p} the publications (list), {@code k} named idempotency keys (map of the key to its offset),
 * {@code s} sources (map of the source to {@code "<offset> <position>"}).
 *
 * <p>A publication is a string, its data (JSON), or, if there is more to it, a map: {@code d} data, {@code i} the publishing
 * client (see {@link InfoAttribute}), {@code t} tags.
 */
final class SegmentAttributes {

    static final String EPOCH = HeadItems.EPOCH;
    static final String WRITE = "w";
    static final String AT = "at";
    private static final String PUBLICATIONS = "p";
    private static final String NAMES = "k";
    private static final String SOURCES = "s";
    private static final String DATA = "d";
    private static final String INFO = "i";
    private static final String TAGS = "t";
    private static final String PREFIX = "o#";

    private SegmentAttributes() {}

    static String partition(ChannelName channel) {
        return "log#" + channel.value();
    }

    static String sortKey(long offset) {
        return PREFIX + String.format(Locale.ROOT, "%020d", offset);
    }

    static Item write(ChannelName channel, Segment segment) {
        Item item = Item.key(partition(channel), sortKey(segment.first()))
                .with(EPOCH, segment.epoch())
                .with(AT, segment.time().toEpochMilli())
                .with(WRITE, segment.writeId())
                .withValues(
                        PUBLICATIONS,
                        segment.publications().stream()
                                .map(SegmentAttributes::publication)
                                .toList())
                .expiring(segment.expiresAt());
        if (!segment.names().isEmpty()) {
            item = item.with(
                    NAMES,
                    segment.names().entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey, name -> name.getValue().toString())));
        }
        if (!segment.sources().isEmpty()) {
            item = item.with(
                    SOURCES,
                    segment.sources().entrySet().stream()
                            .collect(toMap(
                                    Map.Entry::getKey,
                                    source -> source.getValue().offset() + " "
                                            + source.getValue().position())));
        }
        return item;
    }

    private static AttributeValue publication(Publication publication) {
        if (publication.info() == null && publication.tags().isEmpty()) {
            return AttributeValue.fromS(publication.data().text());
        }
        Item item = Item.empty().with(DATA, publication.data().text());
        if (publication.info() != null) {
            item = item.with(INFO, InfoAttribute.of(publication.info()));
        }
        if (!publication.tags().isEmpty()) {
            item = item.with(TAGS, publication.tags());
        }
        return AttributeValue.fromM(item.attributes());
    }

    static Segment read(Item item) {
        long first = Long.parseLong(item.text(Item.SK).substring(PREFIX.length()));
        Instant time = Instant.ofEpochMilli(item.number(AT));
        List<Publication> publications = new ArrayList<>();
        for (AttributeValue value : item.values(PUBLICATIONS)) {
            publications.add(publication(first + publications.size(), value, time));
        }
        return new Segment(
                item.text(EPOCH),
                publications,
                item.textsByName(NAMES).entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, name -> Long.valueOf(name.getValue()))),
                item.textsByName(SOURCES).entrySet().stream()
                        .collect(toMap(Map.Entry::getKey, source -> sourceEnd(source.getValue()))),
                item.text(WRITE),
                time,
                item.expiresAt());
    }

    private static Publication publication(long offset, AttributeValue value, Instant time) {
        if (!value.hasM()) {
            return new Publication(offset, new Json(value.s()), null, Map.of(), time);
        }
        Item item = Item.of(value.m());
        @Nullable ClientInfo info = item.has(INFO) ? InfoAttribute.read(item.textsByName(INFO)) : null;
        return new Publication(offset, new Json(item.text(DATA)), info, item.textsByName(TAGS), time);
    }

    private static Segment.SourceEnd sourceEnd(String text) {
        int space = text.indexOf(' ');
        return new Segment.SourceEnd(text.substring(space + 1), Long.parseLong(text.substring(0, space)));
    }
}
