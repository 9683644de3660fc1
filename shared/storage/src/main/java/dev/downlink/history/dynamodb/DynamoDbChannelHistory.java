package dev.downlink.history.dynamodb;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The log is its own counter: an append puts a {@link Segment} behind the newest one, on the condition that the place is free.
 * A place is only tried once the one before it has been seen taken, so offsets are contiguous whoever crashes when.
 *
 * <p>An append to a channel that this process appended to within the last minute costs the put, by the bytes of its
 * publications, a read of its idempotency keys and the writes of those: one for each named key, one for each source. Any other
 * append reads the head too.
 */
@Singleton
final class DynamoDbChannelHistory implements ChannelHistory {

    /** 10 minutes: well beyond the time for which {@link LogEnds} remembers an end. */
    private static final Duration REMEMBERED_AT_MOST = Duration.ofMinutes(10);

    private final SegmentItems segments;
    private final KeyItems keys;
    private final HeadItems heads;
    private final LogEnds ends;
    private final Clock clock;

    DynamoDbChannelHistory(SegmentItems segments, KeyItems keys, HeadItems heads, LogEnds ends, Clock clock) {
        this.segments = segments;
        this.keys = keys;
        this.heads = heads;
        this.ends = ends;
        this.clock = clock;
    }

    @Override
    public List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
        return drafts.isEmpty() ? List.of() : new Append(segments, keys, ends, clock, channel, drafts, time).appended();
    }

    @Override
    public StreamPosition head(Channel channel) {
        return heads.findAndSpread(channel).position();
    }

    @Override
    public List<Publication> read(ChannelName channel, StreamPosition after, long through) {
        StreamPosition start = new StreamPosition(after.offset() + 1, after.epoch());
        if (through < start.offset()) {
            return List.of();
        }
        List<Segment> found = new ArrayList<>(segments.starting(channel, start, through));
        if (start.offset() > 1 && (found.isEmpty() || found.getFirst().first() > start.offset())) {
            segments.around(channel, start).ifPresent(found::addFirst);
        }
        Instant now = clock.instant();
        return found.stream()
                .filter(segment -> segment.expiresAt().isAfter(now))
                .flatMap(segment -> segment.publications().stream())
                .filter(publication -> start.offset() <= publication.offset() && publication.offset() <= through)
                .toList();
    }

    @Override
    public Page history(Channel channel, Query query) {
        HeadItems.Head head = heads.findAndSpread(channel);
        Instant oldest = clock.instant().minus(channel.retention().ttl());
        return new Page(new HistoryQuery(segments, channel, query, head, oldest).run(), head.position());
    }

    /**
     * The head says what is removed. Storage of what is younger is left to its expiry: a publisher that remembers an earlier end
     * of the log must find the places behind it taken.
     */
    @Override
    public void remove(Channel channel) {
        StreamPosition head = heads.find(channel).position();
        heads.remove(channel, head);
        segments.delete(channel.name(), head.offset(), clock.instant().minus(REMEMBERED_AT_MOST));
    }
}
