package dev.downlink.delivery;

import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes connections that no longer exist. It costs what they subscribe to, so it never runs while a lease is held. What fails
 * is found gone again another time, or swept.
 */
@Singleton
public final class ConnectionCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(ConnectionCleanup.class);

    private final ConnectionRepository connections;
    private final ParallelExecutor parallel;

    public ConnectionCleanup(ConnectionRepository connections, ParallelExecutor parallel) {
        this.connections = connections;
        this.parallel = parallel;
    }

    public void remove(Collection<ConnectionId> gone) {
        parallel.each(List.copyOf(gone), this::remove);
    }

    private void remove(ConnectionId connection) {
        try {
            connections.remove(connection);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "could not remove connection {}, which is gone; it is removed when it is found again",
                    connection,
                    failed);
        }
    }
}
