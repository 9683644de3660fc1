package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subscriptions of all channels. It costs what they take in storage, a read unit per 8 KB: for back ends that ask,
 * never for deliveries. It may miss what changes meanwhile.
 */
public interface SubscriptionCensus {

    record Entry(ChannelName channel, ConnectionId connection, String user) {}

    /**
     * @param entries in no particular order, those of one channel not always on one page
     * @param next where the next page continues; null if this is the last page
     */
    record Page(List<Entry> entries, @Nullable String next) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * A page: what 1 MB of storage holds.
     *
     * @param after where to continue: the {@code next} of a page before; null for the first page
     * @throws IllegalArgumentException if no page had this {@code next}
     */
    Page page(@Nullable String after);
}
