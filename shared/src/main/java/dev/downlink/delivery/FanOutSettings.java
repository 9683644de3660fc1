package dev.downlink.delivery;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import java.time.Duration;

/**
 * How the worker paces itself.
 *
 * @param lease how long a dead worker keeps others from its shard, at most
 * @param leaseMargin no post starts so shortly before the lease ends: longer than a post may take and clocks may differ
 * @param handOverReserve how long before its deadline a worker hands over
 * @param patience how long a connection may hold up its page, from its first post on, before it is put aside
 * @param slowAfter how long a connection that is put aside may take nothing before it is closed; it then reconnects and
 *     recovers
 * @param maxOwed with more than this put aside and nobody served, it is not they who are slow: the worker waits instead of
 *     running ahead, and closes nobody
 * @param maxInFlight posts at once
 * @param pageSize subscribers at once
 * @param roundSize publications at once
 */
@ConfigurationProperties("fan-out-worker")
public record FanOutSettings(
        @Bindable(defaultValue = "10s") Duration lease,
        @Bindable(defaultValue = "4s") Duration leaseMargin,
        @Bindable(defaultValue = "5s") Duration handOverReserve,
        @Bindable(defaultValue = "500ms") Duration patience,
        @Bindable(defaultValue = "30s") Duration slowAfter,
        @Bindable(defaultValue = "100") int maxOwed,
        @Bindable(defaultValue = "64") int maxInFlight,
        @Bindable(defaultValue = "256") int pageSize,
        @Bindable(defaultValue = "100") int roundSize) {

    public FanOutSettings {
        // A worker renews when half of its lease is left; it must still be allowed to post by then.
        if (leaseMargin.compareTo(lease.dividedBy(2)) >= 0) {
            throw new IllegalArgumentException(
                    "fan-out-worker.lease-margin: less than half of fan-out-worker.lease, not " + leaseMargin);
        }
    }
}
