package dev.downlink.history.dynamodb;

import dev.downlink.channel.Channel;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One read of the history in progress: pages of segments, each of the size that the missing publications probably need. */
final class HistoryQuery {

    /** Publications are mostly appended one by one; if not, at most this many are read in excess. */
    private static final int FIRST_PAGE = 4;

    private final SegmentItems segments;
    private final Channel channel;
    private final Query query;
    private final StreamPosition head;
    private final Instant oldest;
    private final Predicate<Publication> fitting;
    private final List<Publication> found = new ArrayList<>();
    private final long first;
    private final long last;
    private final int most;
    private long segmentsRead;
    private long publicationsRead;
    private long bytesRead;

    /** @param oldest nothing from then or before */
    HistoryQuery(SegmentItems segments, Channel channel, Query query, HeadItems.Head newest, Instant oldest) {
        this.segments = segments;
        this.channel = channel;
        this.query = query;
        this.head = newest.position();
        this.oldest = oldest;
        this.fitting = query.fitting();
        @Nullable StreamPosition since = query.since();
        int size = channel.retention().size();
        long from = Math.max(newest.removed() + 1, head.offset() - size + 1);
        long to = head.offset();
        if (since != null && query.reverse()) {
            to = Math.min(to, since.offset() - 1);
        } else if (since != null) {
            // A client may name any offset up to the largest there is.
            from = Math.max(from, Math.min(since.offset(), to) + 1);
        }
        this.first = from;
        this.last = to;
        this.most = query.limit() < 0 ? size : Math.min(query.limit(), size);
    }

    List<Publication> run() {
        long next = query.reverse() ? last : first;
        while (found.size() < most && first <= next && next <= last) {
            SegmentItems.Page page = query.reverse()
                    ? segments.page(channel.name(), 0, next, true, pageSize())
                    : segments.page(channel.name(), next, last, false, pageSize());
            if (!takeAll(withStart(next, page.segments()))
                    || page.last()
                    || page.segments().isEmpty()) {
                return found;
            }
            Segment end = page.segments().getLast();
            next = query.reverse() ? end.first() - 1 : end.last() + 1;
        }
        return found;
    }

    /** Forward, the first publication may lie inside a segment that the query does not return. */
    private List<Segment> withStart(long next, List<Segment> page) {
        boolean starts = !page.isEmpty() && page.getFirst().first() == next;
        if (query.reverse() || starts || next == 1 || segmentsRead > 0) {
            return page;
        }
        List<Segment> all = new ArrayList<>();
        segments.around(channel.name(), new StreamPosition(next, head.epoch())).ifPresent(all::add);
        all.addAll(page);
        return all;
    }

    /** @return false when no more fits */
    private boolean takeAll(List<Segment> page) {
        for (Segment segment : page) {
            segmentsRead++;
            List<Publication> all = segment.publications();
            for (Publication publication : query.reverse() ? all.reversed() : all) {
                publicationsRead++;
                bytesRead += publication.wireBytes();
                boolean wanted = segment.epoch().equals(head.epoch())
                        && first <= publication.offset()
                        && publication.offset() <= last
                        && publication.time().isAfter(oldest);
                if (wanted && (found.size() == most || !fitting.test(publication))) {
                    return false;
                }
                if (wanted) {
                    found.add(publication);
                }
            }
        }
        return true;
    }

    private int pageSize() {
        int left = most - found.size();
        if (segmentsRead == 0) {
            return Math.min(left, FIRST_PAGE);
        }
        long bytesLeft = query.maxBytes()
                - found.stream().mapToLong(Publication::wireBytes).sum();
        long forCount = left * segmentsRead / publicationsRead;
        long forBytes = bytesLeft * segmentsRead / bytesRead;
        // One more than estimated: most often the last query.
        return Math.clamp(Math.min(forCount, forBytes) + 1, 1, left);
    }
}
