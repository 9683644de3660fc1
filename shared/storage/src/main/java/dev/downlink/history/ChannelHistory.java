package dev.downlink.history;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The publications of each channel, numbered 1, 2, 3 … without a gap. An appended publication becomes part of the history, for
 * {@link #head} and {@link #history}, when the delivery ledger makes it the head; until then it may be appended to, but not
 * acknowledged.
 */
public interface ChannelHistory {

    /**
     * How long an idempotency key is remembered, even for shorter histories: well beyond the hour for which records, events and
     * schedules are retried, and longer than back ends retry.
     */
    Duration KEY_LIFETIME = Duration.ofHours(24);

    /**
     * @param duplicate whether the key had been published before; the position is then the first one's, or, for a {@link
     *     IdempotencyKey.SourcePosition}, any position from the first one's on
     */
    record Appended(StreamPosition position, boolean duplicate) {}

    /** @param publications in the order asked for */
    record Page(List<Publication> publications, StreamPosition head) {
        public Page {
            publications = List.copyOf(publications);
        }
    }

    /**
     * A read of the history by a client.
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

    /**
     * Appends at the end, in order. Concurrent appends get different, contiguous offsets. When this throws, the first of them
     * may have been appended; those with an idempotency key keep their offsets when it is called again.
     *
     * @param time when they are published
     * @return one for each draft
     */
    List<Appended> append(Channel channel, List<Draft> drafts, Instant time);

    /** The offset of the newest publication and the epoch; offset 0 in a new channel. Seen by a later request for delivery. */
    StreamPosition head(Channel channel);

    /**
     * Reads for delivery, oldest first, contiguous unless the oldest have expired; nothing of another epoch than the position's.
     *
     * @param through the last offset to read
     */
    List<Publication> read(ChannelName channel, StreamPosition after, long through);

    /** History as clients see it, within the retention. No more is read, or held, than fits. */
    Page history(Channel channel, Query query);

    /**
     * Removes all publications up to the head from {@link #history}. The position stays, and so does what is still to be
     * delivered: {@link #read} may find them until they expire.
     */
    void remove(Channel channel);
}
