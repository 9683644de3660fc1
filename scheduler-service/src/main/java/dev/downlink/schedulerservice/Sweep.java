package dev.downlink.schedulerservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.DeliverySweep;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a minute: resumes unfinished deliveries, and removes expired connections. */
@Singleton
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** 500 connections in one sweep; the next one continues. The cost of a removal depends on the connection's subscriptions. */
    private static final int MAX_CONNECTIONS = 500;

    private final DeliverySweep deliveries;
    private final ConnectionRepository connections;
    private final ConnectionCleanup cleanup;
    private final Clock clock;

    Sweep(DeliverySweep deliveries, ConnectionRepository connections, ConnectionCleanup cleanup, Clock clock) {
        this.deliveries = deliveries;
        this.connections = connections;
        this.cleanup = cleanup;
        this.clock = clock;
    }

    SweepResult run() {
        int workers = deliveries.sweep();
        List<ConnectionId> expired = connections.expired(clock.instant(), MAX_CONNECTIONS);
        cleanup.remove(expired);
        if (workers > 0 || !expired.isEmpty()) {
            LOG.atInfo()
                    .addKeyValue("workersStarted", workers)
                    .addKeyValue("connectionsRemoved", expired.size())
                    .log("swept: started workers for unfinished deliveries, removed expired connections");
        }
        return new SweepResult(workers, expired.size());
    }
}
