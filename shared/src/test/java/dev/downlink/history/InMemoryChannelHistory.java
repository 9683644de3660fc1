package dev.downlink.history;

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
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The log in memory. */
public final class InMemoryChannelHistory implements ChannelHistory {

    private final Map<ChannelName, Stream> streams = new HashMap<>();
    private final Clock clock;

    private record Entry(Publication publication, Instant expiresAt) {}

    private record Key(long offset, Instant expiresAt) {}

    private static final class Stream {
        private final String epoch = UUID.randomUUID().toString();
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Key> keys = new HashMap<>();

        StreamPosition at(long offset) {
            return new StreamPosition(offset, epoch);
        }

        StreamPosition head() {
            return at(entries.size());
        }
    }

    public InMemoryChannelHistory(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention) {
        return drafts.stream()
                .map(draft -> append(stream(channel), draft, retention))
                .toList();
    }

    private Appended append(Stream stream, Draft draft, Retention retention) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(retention.lifetime());
        @Nullable String key = draft.idempotencyKey();
        @Nullable Key earlier = key == null ? null : stream.keys.get(key);
        if (earlier != null && earlier.expiresAt().isAfter(now)) {
            return new Appended(stream.at(earlier.offset()), true);
        }
        long offset = stream.entries.size() + 1L;
        stream.entries.add(
                new Entry(new Publication(offset, draft.data(), draft.info(), draft.tags(), now), expiresAt));
        if (key != null) {
            stream.keys.put(key, new Key(offset, now.plus(KEY_LIFETIME)));
        }
        return new Appended(stream.at(offset), false);
    }

    @Override
    public synchronized StreamPosition head(ChannelName channel) {
        return stream(channel).head();
    }

    @Override
    public synchronized List<Publication> read(ChannelName channel, StreamPosition after, int limit) {
        Stream stream = stream(channel);
        if (!stream.epoch.equals(after.epoch())) {
            return List.of();
        }
        return stream.entries.stream()
                .filter(entry -> entry.publication().offset() > after.offset()
                        && entry.expiresAt().isAfter(clock.instant()))
                .map(Entry::publication)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized Page history(ChannelName channel, Query query, Retention retention) {
        @Nullable StreamPosition since = query.since();
        Stream stream = stream(channel);
        StreamPosition head = stream.head();
        Instant oldest = clock.instant().minus(retention.ttl());
        List<Publication> publications = stream.entries.stream()
                .map(Entry::publication)
                .filter(publication -> publication.offset() > head.offset() - retention.size()
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

    private Stream stream(ChannelName channel) {
        return streams.computeIfAbsent(channel, name -> new Stream());
    }
}
