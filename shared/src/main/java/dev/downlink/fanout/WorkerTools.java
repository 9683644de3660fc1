package dev.downlink.fanout;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.log.ChannelLog;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** All that the worker works with. */
record WorkerTools(
        ConnectionRepository connections,
        SubscriptionRepository subscriptions,
        ChannelLog log,
        DeliveryLedger ledger,
        ConnectionPoster poster,
        Courier courier,
        FanOutTrigger trigger,
        FanOutSettings settings,
        Clock clock) {

    Instant now() {
        return clock.instant();
    }

    /** Removes connections that no longer exist; what there is no time for is found gone again another time. */
    void remove(List<ConnectionId> gone, Instant until) {
        for (ConnectionId connection : gone) {
            if (!now().isBefore(until)) {
                return;
            }
            connections.remove(connection);
        }
    }

    static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting", interrupted);
        }
    }
}
