package dev.downlink.history;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.Retention;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The publications of each channel, numbered 1, 2, 3 … without a gap. What {@link #append} returned for is kept and seen
 * by every later read.
 */
public interface ChannelHistory {

    /**
     * How long an idempotency key is remembered, however short the history: well beyond the hour for which records, events and
     * schedules are retried, and what a back end may take to try again.
     */
    Duration KEY_LIFETIME = Duration.ofHours(24);

    /** @param duplicate whether the idempotency key had been published before; the position is then the first one's */
    record Appended(StreamPosition position, boolean duplicate) {}

    /** @param publications in the order asked for */
    record Page(List<Publication> publications, StreamPosition head) {
        public Page {
            publications = List.copyOf(publications);
        }
    }

    /**
     * What a client asks of the history.
     *
     * @param limit how many at most; 0 for the head only, -1 for all
     * @param since only what comes after it, or before it if reverse
     * @param maxBytes as many as fit, each taken at its {@link Publication#wireBytes}
     */
    record Query(int limit, @Nullable StreamPosition since, boolean reverse, int maxBytes) {

        /** For one pass over publications, in the order asked for: whether the next one fits too. */
        public Predicate<Publication> fitting() {
            AtomicLong bytes = new AtomicLong();
            return publication -> bytes.addAndGet(publication.wireBytes()) <= maxBytes;
        }
    }

    /** As {@link #append(ChannelName, List, Retention)}, one draft. */
    default Appended append(ChannelName channel, Draft draft, Retention retention) {
        return append(channel, List.of(draft), retention).getFirst();
    }

    /**
     * Appends at the head, in order. Concurrent appends get different, contiguous offsets. When this throws, the first of them
     * may have been appended; those with an idempotency key keep their places when it is called again.
     *
     * @return one for each draft
     */
    List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention);

    /** The offset of the newest publication and the epoch; offset 0 in a new channel. */
    StreamPosition head(ChannelName channel);

    /**
     * Reads forward for delivery, oldest first, contiguous from the position on unless that has expired; nothing of another
     * epoch than the position's.
     */
    List<Publication> read(ChannelName channel, StreamPosition after, int limit);

    /** History as clients see it, within the retention. No more is read, or held, than fits. */
    Page history(ChannelName channel, Query query, Retention retention);
}
