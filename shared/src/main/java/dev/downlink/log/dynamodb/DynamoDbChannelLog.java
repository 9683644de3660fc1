package dev.downlink.log.dynamodb;

import dev.downlink.aws.dynamodb.Backoff;
import dev.downlink.channel.ChannelName;
import dev.downlink.log.ChannelLog;
import dev.downlink.log.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The log is its own counter: an append puts its publication after the newest one, on the condition that the place is free. A
 * place is only tried once the one before it has been seen taken, so offsets are contiguous whoever crashes when.
 *
 * <p>An append costs one read (the head and the newest publication in one query), the put and the update of the head: 1 read
 * unit and 2 write units for a publication up to 1 KB.
 */
@Singleton
final class DynamoDbChannelLog implements ChannelLog {

    private final PublicationItems publications;
    private final HeadItems heads;
    private final Clock clock;

    DynamoDbChannelLog(PublicationItems publications, HeadItems heads, Clock clock) {
        this.publications = publications;
        this.heads = heads;
        this.clock = clock;
    }

    @Override
    public Appended append(ChannelName channel, Draft draft, Retention retention) {
        Backoff backoff = new Backoff();
        Instant expiresAt = clock.instant().plus(retention.lifetime());
        while (true) {
            StreamPosition place = next(heads.find(channel));
            switch (publications.put(channel, place, draft, expiresAt)) {
                case PutOutcome.Written written -> {
                    heads.advance(channel, place, expiresAt);
                    return new Appended(place, false);
                }
                case PutOutcome.Duplicate duplicate -> {
                    // The first attempt may have died before it advanced the head.
                    heads.advance(channel, duplicate.position(), expiresAt);
                    return new Appended(duplicate.position(), true);
                }
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

    private static StreamPosition next(StreamPosition head) {
        return new StreamPosition(head.offset() + 1, head.epoch());
    }
}
