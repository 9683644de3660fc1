package dev.downlink.history;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The history in memory. */
public final class InMemoryChannelHistory implements ChannelHistory {

    private final Map<ChannelName, Stream> streams = new HashMap<>();
    /** Up to which offset the publications of an epoch are removed. */
    private final Map<String, Long> removed = new HashMap<>();

    private final InMemoryHeads heads;
    private final Clock clock;

    private record Entry(Publication publication, Instant expiresAt) {}

    /** @param text the newest position of a source; empty for a named key */
    private record Key(String text, long offset, Instant expiresAt) {}

    private static final class Stream {
        private final String epoch;
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Key> keys = new HashMap<>();

        Stream(String epoch) {
            this.epoch = epoch;
        }

        StreamPosition at(long offset) {
            return new StreamPosition(offset, epoch);
        }
    }

    /** @param heads shared with the delivery ledger, which makes what was appended the head */
    public InMemoryChannelHistory(InMemoryHeads heads, Clock clock) {
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public synchronized List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
        Stream stream = stream(channel.name());
        return drafts.stream()
                .map(draft -> append(stream, draft, channel.retention(), time))
                .toList();
    }

    private Appended append(Stream stream, Draft draft, Retention retention, Instant now) {
        @Nullable IdempotencyKey key = draft.key();
        @Nullable Key earlier = key == null ? null : stream.keys.get(name(key));
        if (key != null && earlier != null && earlier.expiresAt().isAfter(now) && covers(earlier, key)) {
            return new Appended(stream.at(earlier.offset()), true);
        }
        long offset = stream.entries.size() + 1L;
        Publication publication = new Publication(offset, draft.data(), draft.info(), draft.tags(), now);
        stream.entries.add(new Entry(publication, now.plus(retention.lifetime())));
        if (key != null) {
            stream.keys.put(name(key), new Key(text(key), offset, now.plus(KEY_LIFETIME)));
        }
        return new Appended(stream.at(offset), false);
    }

    private static String name(IdempotencyKey key) {
        return switch (key) {
            case IdempotencyKey.Named named -> "k#" + named.value();
            case IdempotencyKey.SourcePosition position -> "s#" + position.source();
        };
    }

    private static String text(IdempotencyKey key) {
        return switch (key) {
            case IdempotencyKey.Named named -> "";
            case IdempotencyKey.SourcePosition position -> position.position();
        };
    }

    private static boolean covers(Key earlier, IdempotencyKey key) {
        return text(key).compareTo(earlier.text()) <= 0;
    }

    @Override
    public synchronized StreamPosition head(Channel channel) {
        return heads.spread(channel.name(), channel.shards()).position();
    }

    @Override
    public synchronized List<Publication> read(ChannelName channel, StreamPosition after, long through) {
        @Nullable Stream stream = streams.get(channel);
        if (stream == null || !stream.epoch.equals(after.epoch())) {
            return List.of();
        }
        return stream.entries.stream()
                .filter(entry -> entry.expiresAt().isAfter(clock.instant()))
                .map(Entry::publication)
                .filter(publication -> publication.offset() > after.offset() && publication.offset() <= through)
                .toList();
    }

    @Override
    public synchronized Page history(Channel channel, Query query) {
        StreamPosition head = head(channel);
        @Nullable StreamPosition since = query.since();
        Retention retention = channel.retention();
        Instant oldest = clock.instant().minus(retention.ttl());
        List<Publication> publications = stream(channel.name()).entries.stream()
                .map(Entry::publication)
                .filter(publication -> publication.offset() > removed.getOrDefault(head.epoch(), 0L))
                .filter(publication -> publication.offset() <= head.offset()
                        && publication.offset() > head.offset() - retention.size()
                        && publication.time().isAfter(oldest))
                .filter(publication -> since == null
                        || (query.reverse()
                                ? publication.offset() < since.offset()
                                : publication.offset() > since.offset()))
                .toList();
        List<Publication> ordered = query.reverse() ? publications.reversed() : publications;
        int most = query.limit() < 0 ? ordered.size() : query.limit();
        return new Page(ordered.stream().limit(most).takeWhile(query.fitting()).toList(), head);
    }

    @Override
    public synchronized void remove(Channel channel) {
        StreamPosition head = head(channel);
        removed.merge(head.epoch(), head.offset(), Math::max);
    }

    private Stream stream(ChannelName channel) {
        String epoch = heads.find(channel).position().epoch();
        Stream stream = streams.computeIfAbsent(channel, name -> new Stream(epoch));
        if (!stream.epoch.equals(epoch)) {
            stream = new Stream(epoch);
            streams.put(channel, stream);
        }
        return stream;
    }
}
