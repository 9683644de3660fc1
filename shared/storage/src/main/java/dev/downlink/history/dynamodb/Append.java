package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Retries;
import dev.downlink.channel.Channel;
import dev.downlink.history.ChannelHistory.Appended;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.StreamPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One append in progress. It reads an end of the log, looks up which keys are published up to it, and puts the rest after it.
 * If that place is taken it restarts from the new end, and finds the keys that another writer has published since.
 */
final class Append {

    private final SegmentItems segments;
    private final KeyItems keys;
    private final LogEnds ends;
    private final Clock clock;
    private final Channel channel;
    private final List<Draft> drafts;
    private final Instant time;

    private final SortedMap<Integer, Appended> appended = new TreeMap<>();
    private List<Integer> left;
    private StreamPosition end;

    Append(
            SegmentItems segments,
            KeyItems keys,
            LogEnds ends,
            Clock clock,
            Channel channel,
            List<Draft> drafts,
            Instant time) {
        this.time = time;
        this.segments = segments;
        this.keys = keys;
        this.ends = ends;
        this.clock = clock;
        this.channel = channel;
        this.drafts = drafts;
        Duplicates duplicates = Duplicates.of(drafts);
        this.left = duplicates.firsts();
        this.end = ends.recall(channel);
        run();
        duplicates.repeated().forEach((draft, first) -> appended.put(draft, duplicate(first)));
    }

    List<Appended> appended() {
        return List.copyOf(appended.values());
    }

    private Appended duplicate(int first) {
        return new Appended(Objects.requireNonNull(appended.get(first)).position(), true);
    }

    private void run() {
        Retries retries = new Retries();
        removePublished();
        while (!putAll()) {
            retries.pause();
            end = ends.find(channel);
            removePublished();
        }
        // What was put now is the end. Of duplicates only, the last one may be inside a segment.
        if (appended.values().stream().allMatch(Appended::duplicate)) {
            appended.values().stream()
                    .mapToLong(each -> each.position().offset())
                    .max()
                    .ifPresent(last -> ends.acknowledge(channel, last));
        }
    }

    /** Removes the drafts whose keys were published up to the known end. */
    private void removePublished() {
        Map<String, KeyItems.Published> published = findKeys();
        while (beyondEnd(published).findAny().isPresent()) {
            // Its segment may lack other keys: complete it, and all before it, before its position is returned.
            end = ends.find(channel);
            // A key is written after its segment. If that is not there now it expired without being acknowledged.
            beyondEnd(published).forEach(keys::delete);
            published = findKeys();
        }
        List<Integer> unpublished = new ArrayList<>();
        for (int draft : left) {
            match(draft, published)
                    .ifPresentOrElse(
                            match -> appended.put(draft, new Appended(at(match.offset()), true)),
                            () -> unpublished.add(draft));
        }
        left = unpublished;
    }

    private Map<String, KeyItems.Published> findKeys() {
        List<IdempotencyKey> wanted = left.stream()
                .map(draft -> Optional.ofNullable(drafts.get(draft).key()))
                .flatMap(Optional::stream)
                .toList();
        return keys.find(channel.name(), end.epoch(), wanted);
    }

    private Stream<KeyItems.Published> beyondEnd(Map<String, KeyItems.Published> published) {
        return left.stream()
                .flatMap(draft -> match(draft, published).stream())
                .filter(match -> match.offset() > end.offset())
                .distinct();
    }

    private Optional<KeyItems.Published> match(int draft, Map<String, KeyItems.Published> published) {
        @Nullable IdempotencyKey key = drafts.get(draft).key();
        return key == null
                ? Optional.empty()
                : Optional.ofNullable(published.get(KeyItems.sortKey(key))).filter(found -> found.covers(key));
    }

    /** @return false when a place was taken; what was put before has its position then */
    private boolean putAll() {
        while (!left.isEmpty()) {
            List<Draft> all = left.stream().map(drafts::get).toList();
            int count = Segment.fitting(all);
            // Expiry counts from now, whatever the time: a place that is taken stays taken for as long as LogEnds
            // relies on it.
            Instant now = clock.instant();
            Segment segment = Segment.of(
                    end.epoch(),
                    end.offset() + 1,
                    all.subList(0, count),
                    time,
                    now.plus(channel.retention().lifetime()));
            if (!segments.put(channel.name(), segment)) {
                return false;
            }
            keys.write(channel.name(), segment);
            end = at(segment.last());
            ends.remember(channel, end, now);
            for (int i = 0; i < count; i++) {
                appended.put(left.get(i), new Appended(at(segment.first() + i), false));
            }
            left = left.subList(count, left.size());
        }
        return true;
    }

    private StreamPosition at(long offset) {
        return new StreamPosition(offset, end.epoch());
    }
}
