package dev.downlink.delivery;

import dev.downlink.ledger.Lease;
import dev.downlink.ledger.Progress;

/** How a delivery under a lease ended. */
sealed interface DeliveryEnd {

    /** Everything requested is delivered and the lease is released. */
    record Released() implements DeliveryEnd {}

    /** Another worker has the lease. */
    record Lost() implements DeliveryEnd {}

    /** Time was over. The lease is still held, for a worker that takes it over with this progress. */
    record Unfinished(Lease lease, Progress progress) implements DeliveryEnd {

        FanOutTask takeOver() {
            return new FanOutTask.TakeOver(lease.shard(), lease.token(), progress);
        }
    }
}
