package dev.downlink.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How deliveries are paced.
 *
 * @param lease how long a dead worker keeps others from its shard, at most
 * @param leaseMargin no post starts so shortly before the lease ends: longer than a post may take, and than clocks may differ
 * @param handOverReserve how long before its deadline a worker hands over
 * @param inlineBudget how long a publisher that takes the lease itself delivers before it hands over to a worker
 * @param slowAfter how long after its first post a connection that has not accepted its frames is slow: the others go on
 *     without it, and without history the rest is dropped
 * @param closeAfter how long a slow connection may accept nothing before it is closed; it then reconnects and recovers
 * @param maxAge publications without history that are older are not delivered
 * @param maxSlow slow consumers of a shard; beyond it those that were slow the longest are disconnected at once
 * @param maxInFlight posts in flight of one process
 * @param pageSize subscribers read at once
 * @param rangeSize publications read at once
 */
@ConfigurationProperties("delivery")
public record DeliverySettings(
        @Bindable(defaultValue = "10s") Duration lease,
        @Bindable(defaultValue = "4s") Duration leaseMargin,
        @Bindable(defaultValue = "5s") Duration handOverReserve,
        @Bindable(defaultValue = "300ms") Duration inlineBudget,
        @Bindable(defaultValue = "500ms") Duration slowAfter,
        @Bindable(defaultValue = "30s") Duration closeAfter,
        @Bindable(defaultValue = "10s") Duration maxAge,
        @Bindable(defaultValue = "1000") int maxSlow,
        @Bindable(defaultValue = "256") int maxInFlight,
        @Bindable(defaultValue = "256") int pageSize,
        @Bindable(defaultValue = "100") int rangeSize) {

    public DeliverySettings {
        // A worker renews when half of its lease is left; it must still be allowed to post by then.
        if (leaseMargin.compareTo(lease.dividedBy(2)) >= 0) {
            throw new IllegalArgumentException(
                    "delivery.lease-margin: expected less than half of delivery.lease, not " + leaseMargin);
        }
    }
}
