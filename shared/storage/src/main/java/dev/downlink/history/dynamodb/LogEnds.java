package dev.downlink.history.dynamodb;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.protocol.StreamPosition;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The end of each channel's log: the place of the next append. An end is returned only once the idempotency keys of all
 * segments up to it are written.
 */
@Singleton
final class LogEnds {

    /**
     * How long an end may be remembered. The places behind it were free then; a segment that another writer put there since is
     * in storage for at least 5 minutes, so no place looks free again meanwhile.
     */
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    /** No segment after a head that moved so recently can have expired and left a gap. */
    private static final Duration RECENT = Duration.ofMinutes(3);

    private static final int CHANNELS = 10_000;

    private final RecentlyUsed<ChannelName, Seen> seen = new RecentlyUsed<>(CHANNELS);
    private final HeadItems heads;
    private final SegmentItems segments;
    private final KeyItems keys;
    private final Clock clock;

    private record Seen(StreamPosition end, Instant at) {}

    LogEnds(HeadItems heads, SegmentItems segments, KeyItems keys, Clock clock) {
        this.heads = heads;
        this.segments = segments;
        this.keys = keys;
        this.clock = clock;
    }

    /** The remembered end, if not older than {@link #REMEMBERED}; else the one that {@link #find} returns. */
    StreamPosition recall(Channel channel) {
        Optional<Seen> remembered = seen.get(channel.name())
                .filter(known -> known.at().plus(REMEMBERED).isAfter(clock.instant()));
        if (remembered.isPresent()) {
            return remembered.get().end();
        }
        Instant now = clock.instant();
        HeadItems.Head head = heads.find(channel);
        if (head.movedAt().plus(RECENT).isAfter(now)) {
            return head.position();
        }
        return end(channel, head.position(), now);
    }

    /** The current end of the log. */
    StreamPosition find(Channel channel) {
        Instant now = clock.instant();
        return end(channel, heads.find(channel).position(), now);
    }

    /** Writes the missing keys of segments behind the head, left by crashed or concurrent writers, so that the head may pass them. */
    private StreamPosition end(Channel channel, StreamPosition head, Instant now) {
        StreamPosition next = new StreamPosition(head.offset() + 1, head.epoch());
        List<Segment> behind = segments.starting(channel.name(), next, Long.MAX_VALUE);
        behind.forEach(segment -> keys.write(channel.name(), segment));
        StreamPosition end =
                behind.isEmpty() ? head : new StreamPosition(behind.getLast().last(), head.epoch());
        remember(channel, end, now);
        return end;
    }

    /**
     * Makes the end of the log the head, if the head has not reached an offset that is about to be returned for a duplicate. The
     * caller will make that offset the head, and it may lie inside a segment.
     */
    void acknowledge(Channel channel, long offset) {
        if (heads.find(channel).position().offset() < offset) {
            heads.advance(channel, find(channel));
        }
    }

    /** @param at when it was the end, or earlier */
    void remember(Channel channel, StreamPosition end, Instant at) {
        seen.put(channel.name(), new Seen(end, at));
    }
}
