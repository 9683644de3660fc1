package dev.downlink.delivery;

import dev.downlink.protocol.StreamPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The ledger in memory. */
public final class InMemoryDeliveryLedger implements DeliveryLedger {

    private final Map<ChannelShard, Entry> entries = new HashMap<>();
    private final Clock clock;

    /** @param until {@link Instant#MIN} while nobody holds the lease */
    private record Entry(Progress progress, long wishes, long token, String worker, Instant until) {

        Entry with(Progress newProgress, Instant newUntil) {
            return new Entry(newProgress, wishes, token, worker, newUntil);
        }
    }

    public InMemoryDeliveryLedger(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized Wanted want(ChannelShard shard, StreamPosition position) {
        @Nullable Entry was = entries.get(shard);
        Entry entry;
        if (was == null) {
            entry = new Entry(Progress.start(position.epoch()), 1, 0, "", Instant.MIN);
        } else if (!was.progress().delivered().epoch().equals(position.epoch())) {
            entry = new Entry(Progress.start(position.epoch()), was.wishes() + 1, was.token() + 1, "", Instant.MIN);
        } else {
            entry = new Entry(was.progress(), was.wishes() + 1, was.token(), was.worker(), was.until());
        }
        entries.put(shard, entry);
        return entry.until().isAfter(clock.instant())
                        || entry.progress().delivered().offset() >= position.offset()
                ? new Wanted.Recorded()
                : new Wanted.NeedsWorker(entry.token());
    }

    @Override
    public synchronized Claim acquire(ChannelShard shard, String worker, Duration duration) {
        @Nullable Entry was = entries.get(shard);
        if (was == null) {
            return new Claim.Idle();
        }
        Instant now = clock.instant();
        if (was.until().isAfter(now)) {
            return new Claim.Taken(was.worker(), was.until());
        }
        Entry entry = new Entry(was.progress(), was.wishes(), was.token() + 1, worker, now.plus(duration));
        entries.put(shard, entry);
        return new Claim.Acquired(lease(shard, entry), entry.progress());
    }

    @Override
    public synchronized Optional<Lease> save(Lease lease, Progress progress, Duration duration) {
        return held(lease).map(was -> {
            Entry entry = was.with(progress, clock.instant().plus(duration));
            entries.put(lease.shard(), entry);
            return lease(lease.shard(), entry);
        });
    }

    @Override
    public synchronized Release release(Lease lease, Progress progress) {
        @Nullable Entry was = held(lease).orElse(null);
        if (was == null) {
            return new Release.Lost();
        }
        if (was.wishes() != lease.wishes()) {
            return new Release.MoreWanted(lease(lease.shard(), was));
        }
        entries.put(lease.shard(), was.with(progress, Instant.MIN));
        return new Release.Released();
    }

    @Override
    public synchronized boolean handOver(Lease lease, Progress progress) {
        @Nullable Entry was = held(lease).orElse(null);
        if (was == null) {
            return false;
        }
        entries.put(lease.shard(), was.with(progress, Instant.MIN));
        return true;
    }

    private Optional<Entry> held(Lease lease) {
        return Optional.ofNullable(entries.get(lease.shard())).filter(entry -> entry.token() == lease.token());
    }

    private static Lease lease(ChannelShard shard, Entry entry) {
        return new Lease(shard, entry.token(), entry.wishes(), entry.until());
    }
}
