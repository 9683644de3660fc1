package dev.downlink.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.ledger.PendingDeliveries.Marked;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all markers of pending deliveries do. */
public abstract class PendingDeliveriesContract {

    private static final ChannelShard LOBBY = new ChannelShard(new ChannelName("chat:lobby"), 0);
    private static final ChannelShard ODD = new ChannelShard(new ChannelName("a#b#0"), 11);

    protected final TestClock clock = new TestClock();
    protected PendingDeliveries pending;

    protected abstract PendingDeliveries empty();

    @BeforeEach
    void setUp() {
        pending = empty();
    }

    @Test
    void returnsEachMarkedShardOnce() {
        assertThat(pending.marked().shards()).isEmpty();
        pending.mark(LOBBY);
        pending.mark(ODD);
        clock.advance(Duration.ofMinutes(2));
        pending.mark(LOBBY);

        assertThat(pending.marked().shards()).containsExactlyInAnyOrder(LOBBY, ODD);
        assertThat(pending.marked().shards()).containsExactlyInAnyOrder(LOBBY, ODD);
    }

    @Test
    void doesNotReadACompletedSweepsMarkersAgain() {
        pending.mark(LOBBY);
        clock.advance(Duration.ofMinutes(2));
        Marked marked = pending.marked();
        pending.mark(ODD);

        pending.complete(marked);

        assertThat(pending.marked().shards()).containsExactly(ODD);
        clock.advance(Duration.ofMinutes(2));
        pending.complete(pending.marked());
        assertThat(pending.marked().shards()).isEmpty();
    }

    @Test
    void readsAgainWhatMayHaveBeenMarkedWhileItRead() {
        pending.mark(LOBBY);
        Marked marked = pending.marked();
        pending.mark(ODD);
        pending.complete(marked);

        assertThat(pending.marked().shards()).contains(ODD);
    }

    @Test
    void findsAgainWhatIsMarkedAnewDuringASweep() {
        pending.mark(LOBBY);
        clock.advance(Duration.ofMinutes(2));
        Marked marked = pending.marked();
        pending.mark(LOBBY);
        pending.complete(marked);
        clock.advance(Duration.ofMinutes(1));

        assertThat(pending.marked().shards()).containsExactly(LOBBY);
    }

    @Test
    void findsOldMarkersAfterSweepsFailed() {
        pending.complete(pending.marked());
        pending.mark(LOBBY);
        clock.advance(Duration.ofHours(2));

        assertThat(pending.marked().shards()).containsExactly(LOBBY);
    }
}
