package dev.downlink.delivery;

import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.history.ChannelHistory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All that the worker works with. */
record WorkerTools(
        ConnectionRepository connections,
        SubscriptionRepository subscriptions,
        ChannelHistory log,
        DeliveryLedger ledger,
        ConnectionPoster poster,
        FanOutTrigger trigger,
        ParallelExecutor parallel,
        FanOutSettings settings,
        Clock clock) {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerTools.class);

    Instant now() {
        return clock.instant();
    }

    Courier newCourier() {
        return new Courier(poster, clock, settings.maxInFlight());
    }

    /**
     * Removes connections that no longer exist. What fails, or there is no time for, holds nobody up: it is found gone again
     * another time.
     */
    void remove(List<ConnectionId> gone, Instant until) {
        parallel.each(gone, connection -> {
            if (now().isBefore(until)) {
                remove(connection);
            }
        });
    }

    private void remove(ConnectionId connection) {
        try {
            connections.remove(connection);
        } catch (RuntimeException failed) {
            LOG.warn("Could not remove {}, which is gone", connection, failed);
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
