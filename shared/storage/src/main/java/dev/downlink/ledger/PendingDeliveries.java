package dev.downlink.ledger;

import java.time.Instant;
import java.util.List;

/**
 * Markers of shards that may have something undelivered, by the minute, for the sweep that resumes lost deliveries. Costs
 * one write per shard, minute and process at most, and no scan.
 */
public interface PendingDeliveries {

    /**
     * The marked shards that a sweep has to look at.
     *
     * @param through all markers before it have been read
     */
    record Marked(List<ChannelShard> shards, Instant through) {
        public Marked {
            shards = List.copyOf(shards);
        }
    }

    /** Marks a shard. Called before a publication is acknowledged that its publisher has not delivered itself. */
    void mark(ChannelShard shard);

    /** All shards marked since the last completed sweep, each once. Shards marked a moment ago may be read again later. */
    Marked marked();

    /** Completes a sweep: its markers are not read again. Markers of shards that are still undelivered must be set again first. */
    void complete(Marked marked);
}
