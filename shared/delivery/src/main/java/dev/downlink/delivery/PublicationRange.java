package dev.downlink.delivery;

import dev.downlink.channel.ChannelName;
import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.post.PackedFrame;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Publication;
import java.time.Instant;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The publications of a channel between two offsets, and the frames that carry them, which subscribers with the same format,
 * starting point and result of their filter share; with delta, those of the same kind of beginning.
 */
final class PublicationRange {

    /** Frames of so many formats, starting points and results of filters are shared. */
    private static final int MAX_SHARED = 64;

    private final long through;
    private final FilteredPublications filtered;
    private final List<EncodedPublication> publications;
    private final DeltaPushes deltas;
    private final RecentlyUsed<Start, List<PackedFrame>> frames = new RecentlyUsed<>(MAX_SHARED);

    /** How publications are written, and which is the first. */
    private record Start(Dialect dialect, Framing framing, int from, BitSet wanted, Form form) {}

    private enum Form {
        AS_PUBLISHED,
        /** With delta, the first one whole. */
        WHOLE_FIRST,
        /** With delta, the first one as the change from what the client has. */
        CHANGE_FIRST
    }

    /**
     * @param read in offset order; those beyond {@code through} are left out
     * @param before reads the publication before them; empty if the history no longer has it
     */
    PublicationRange(
            ChannelName channel,
            long through,
            List<Publication> read,
            TagsFilters filters,
            Supplier<Optional<Publication>> before) {
        this.through = through;
        this.publications = read.stream()
                .filter(publication -> publication.offset() <= through)
                .map(publication -> new EncodedPublication(channel, publication))
                .toList();
        this.filtered = new FilteredPublications(publications, filters);
        this.deltas = new DeltaPushes(channel, publications, before);
    }

    /** The last offset. */
    long through() {
        return through;
    }

    /** When the newest was published; empty if the history has none of them. */
    Optional<Instant> newest() {
        return publications.isEmpty()
                ? Optional.empty()
                : Optional.of(publications.getLast().publication().time());
    }

    /** Whether the history has dropped some of what a subscriber that has everything up to {@code after} lacks. */
    boolean isIncompleteFor(long after) {
        long first = publications.isEmpty()
                ? through + 1
                : publications.getFirst().publication().offset();
        return first > after + 1;
    }

    /** How many of the publications a subscriber that has everything up to {@code after} has. */
    int countThrough(long after) {
        if (publications.isEmpty()) {
            return 0;
        }
        long first = publications.getFirst().publication().offset();
        return Math.clamp(after - first + 1, 0, publications.size());
    }

    /** @param count how many of the publications a connection has: at least one */
    long offsetAt(int count) {
        return publications.get(count - 1).publication().offset();
    }

    /**
     * The frames with all publications that the subscription wants, but for the first {@code from}; none if it wants none.
     *
     * @param hasBase whether its client got the publication before the range last: with delta, a change from it can follow
     */
    List<PackedFrame> frames(Subscription subscription, int from, boolean hasBase) {
        Start start = new Start(
                subscription.dialect(),
                subscription.framing(),
                from,
                filtered.wantedBy(subscription),
                form(subscription, from == 0 && hasBase));
        return frames.get(start).orElseGet(() -> {
            List<PackedFrame> packed = pack(start);
            frames.put(start, packed);
            return packed;
        });
    }

    private static Form form(Subscription subscription, boolean hasBase) {
        if (subscription.options().delta() instanceof DeltaState.Off) {
            return Form.AS_PUBLISHED;
        }
        return hasBase ? Form.CHANGE_FIRST : Form.WHOLE_FIRST;
    }

    private List<PackedFrame> pack(Start start) {
        boolean plain = start.form() == Form.AS_PUBLISHED;
        List<EncodedPublication> pushes =
                plain ? publications : deltas.from(start.from(), start.form() == Form.CHANGE_FIRST);
        return FramePacker.pack(pushes, start.wanted(), start.from(), start.dialect(), start.framing(), plain);
    }
}
