package dev.downlink.delivery;

import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.DeliveryLedger.Release;
import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lease that a delivery works under: renewed when half of it is left, released once nothing is pending. */
final class HeldLease {

    private static final Logger LOG = LoggerFactory.getLogger(HeldLease.class);

    private final DeliveryLedger ledger;
    private final DeliverySettings settings;
    private Lease lease;

    HeldLease(DeliveryContext context, Lease lease) {
        this.ledger = context.ledger();
        this.settings = context.settings();
        this.lease = lease;
    }

    ChannelShard shard() {
        return lease.shard();
    }

    Lease lease() {
        return lease;
    }

    /** The offset up to which delivery is requested, as far as is known. */
    long requested() {
        return lease.requested();
    }

    Instant renewAt() {
        return lease.until().minus(settings.lease().dividedBy(2));
    }

    /** Later, another worker may have the lease. */
    Instant noPostAfter() {
        return lease.until().minus(settings.leaseMargin());
    }

    /** @return false if another worker has the lease */
    boolean renew(Progress progress) {
        Optional<Lease> renewed = ledger.save(lease, progress, settings.lease());
        if (renewed.isEmpty()) {
            LOG.warn("lost the lease of {}: another worker delivers", shard());
            return false;
        }
        lease = renewed.get();
        return true;
    }

    /** @return how the delivery ended; null if more was requested meanwhile */
    @Nullable
    DeliveryEnd release(Progress progress) {
        return switch (ledger.release(lease, progress)) {
            case Release.Released released -> new DeliveryEnd.Released();
            case Release.Lost lost -> new DeliveryEnd.Lost();
            case Release.MoreRequested more -> {
                lease = more.lease();
                yield null;
            }
        };
    }

    /** Leaves the shard to the next worker, which then need not wait for the lease to expire. */
    void abandon(Progress progress) {
        ledger.abandon(lease, progress);
    }
}
