package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.Backoff;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The log is its own counter: an append puts its publications after the newest one, on the condition that the places are
 * free. A place is only tried once the one before it has been seen taken, so offsets are contiguous whoever crashes when.
 *
 * <p>An append costs one read (the head and the newest publication in one query), the put and the update of the head: 1 read
 * unit and 2 write units for a publication up to 1 KB. Several, and those with an idempotency key, are put in a transaction:
 * 2 write units each, and 2 for each key.
 */
@Singleton
final class DynamoDbChannelHistory implements ChannelHistory {

    private final PublicationItems publications;
    private final PublicationWrites writes;
    private final HeadItems heads;
    private final Clock clock;

    DynamoDbChannelHistory(PublicationItems publications, PublicationWrites writes, HeadItems heads, Clock clock) {
        this.publications = publications;
        this.writes = writes;
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention) {
        Instant expiresAt = clock.instant().plus(retention.lifetime());
        return AppendBatches.of(drafts).stream()
                .flatMap(batch -> appendTogether(channel, batch, expiresAt).stream())
                .toList();
    }

    private Collection<Appended> appendTogether(ChannelName channel, List<Draft> drafts, Instant expiresAt) {
        Backoff backoff = new Backoff();
        SortedMap<Integer, Appended> appended = new TreeMap<>();
        while (true) {
            List<Integer> left = IntStream.range(0, drafts.size())
                    .filter(draft -> !appended.containsKey(draft))
                    .boxed()
                    .toList();
            if (left.isEmpty()) {
                return appended.values();
            }
            StreamPosition head = heads.find(channel);
            switch (writes.put(
                    channel, behind(head, 1), left.stream().map(drafts::get).toList(), expiresAt)) {
                case PutOutcome.Written written -> {
                    heads.advance(channel, behind(head, left.size()), expiresAt);
                    for (int i = 0; i < left.size(); i++) {
                        appended.put(left.get(i), new Appended(behind(head, i + 1), false));
                    }
                }
                case PutOutcome.Duplicates duplicates ->
                    duplicates
                            .positions()
                            .forEach((draft, position) -> appended.put(left.get(draft), new Appended(position, true)));
                case PutOutcome.PlaceTaken taken -> backoff.pause();
            }
        }
    }

    @Override
    public StreamPosition head(ChannelName channel) {
        return heads.find(channel);
    }

    @Override
    public List<Publication> read(ChannelName channel, StreamPosition after, int limit) {
        return publications
                .query(channel, after.epoch(), after.offset() + 1, Long.MAX_VALUE, false, limit)
                .filter(entry -> entry.expiresAt().isAfter(clock.instant()))
                .map(PublicationItems.Entry::publication)
                .limit(limit)
                .toList();
    }

    @Override
    public Page history(ChannelName channel, Query query, Retention retention) {
        StreamPosition head = heads.find(channel);
        @Nullable StreamPosition since = query.since();
        long first = Math.max(1, head.offset() - retention.size() + 1);
        long last = head.offset();
        if (since != null && query.reverse()) {
            last = Math.min(last, since.offset() - 1);
        } else if (since != null) {
            // A client may name any offset up to the largest there is.
            first = Math.max(first, Math.min(since.offset(), last) + 1);
        }
        if (query.limit() == 0 || first > last) {
            return new Page(List.of(), head);
        }
        int most = query.limit() < 0 ? retention.size() : Math.min(query.limit(), retention.size());
        Instant oldest = clock.instant().minus(retention.ttl());
        List<Publication> page = publications
                .query(channel, head.epoch(), first, last, query.reverse(), most)
                .map(PublicationItems.Entry::publication)
                .filter(publication -> publication.time().isAfter(oldest))
                .limit(most)
                .takeWhile(query.fitting())
                .toList();
        return new Page(page, head);
    }

    private static StreamPosition behind(StreamPosition head, int places) {
        return new StreamPosition(head.offset() + places, head.epoch());
    }
}
