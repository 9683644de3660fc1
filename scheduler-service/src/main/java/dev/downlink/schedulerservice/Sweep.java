package dev.downlink.schedulerservice;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.DeliverySweep;
import dev.downlink.delivery.TokenSweep;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Once a minute: resumes unfinished deliveries, removes connections that ended, and ends what tokens expired for. */
@Singleton
final class Sweep {

    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);

    /** 500 connections in one sweep; the next one continues. The cost of a removal depends on the connection's subscriptions. */
    private static final int MAX_CONNECTIONS = 500;

    private final DeliverySweep deliveries;
    private final TokenSweep tokens;
    private final ConnectionRepository connections;
    private final ConnectionCleanup cleanup;
    private final Clock clock;

    Sweep(
            DeliverySweep deliveries,
            TokenSweep tokens,
            ConnectionRepository connections,
            ConnectionCleanup cleanup,
            Clock clock) {
        this.deliveries = deliveries;
        this.tokens = tokens;
        this.connections = connections;
        this.cleanup = cleanup;
        this.clock = clock;
    }

    SweepResult run() {
        int workers = deliveries.sweep();
        List<ConnectionId> expired = connections.expired(clock.instant(), MAX_CONNECTIONS);
        cleanup.remove(expired);
        int ended = tokens.sweep(clock.instant());
        if (workers > 0 || !expired.isEmpty() || ended > 0) {
            LOG.atInfo()
                    .addKeyValue("workersStarted", workers)
                    .addKeyValue("connectionsRemoved", expired.size())
                    .addKeyValue("expiredTokens", ended)
                    .log("swept: started workers, removed expired connections, ended what tokens expired for");
        }
        return new SweepResult(workers, expired.size(), ended);
    }
}
