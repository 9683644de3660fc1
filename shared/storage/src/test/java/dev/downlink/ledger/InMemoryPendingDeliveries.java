package dev.downlink.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Markers of pending deliveries in memory. */
public final class InMemoryPendingDeliveries implements PendingDeliveries {

    private final Map<ChannelShard, Instant> markedAt = new LinkedHashMap<>();
    private final Clock clock;

    public InMemoryPendingDeliveries(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void mark(ChannelShard shard) {
        markedAt.put(shard, clock.instant());
    }

    @Override
    public synchronized Marked marked() {
        Instant minute = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        return new Marked(markedAt.keySet().stream().toList(), minute.minus(1, ChronoUnit.MINUTES));
    }

    @Override
    public synchronized void complete(Marked marked) {
        markedAt.values().removeIf(at -> at.isBefore(marked.through()));
    }
}
