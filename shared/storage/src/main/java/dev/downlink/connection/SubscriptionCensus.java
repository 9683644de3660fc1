package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads the subscriptions of all channels, at a read unit per 8 KB of storage: for requests of back ends, never for deliveries.
 * It may miss concurrent changes.
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
     * A page of up to 1 MB of storage.
     *
     * @param after where to continue: the {@code next} of a page before; null for the first page
     * @throws IllegalArgumentException if no page had this {@code next}
     */
    Page page(@Nullable String after);
}
