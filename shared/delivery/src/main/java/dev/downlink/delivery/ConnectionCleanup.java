package dev.downlink.delivery;

import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.delivery.FanOutTask.Departure;
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
    private final FanOutTrigger trigger;
    private final ParallelExecutor parallel;

    public ConnectionCleanup(ConnectionRepository connections, FanOutTrigger trigger, ParallelExecutor parallel) {
        this.connections = connections;
        this.trigger = trigger;
        this.parallel = parallel;
    }

    /**
     * Removes one connection, and has the subscribers of its channels told where they were told that it joined.
     *
     * @throws RuntimeException if it could not be removed
     */
    public void removeEnded(ConnectionId connection) {
        List<Departure> departures =
                connections.remove(connection).stream().map(Departure::of).toList();
        if (!departures.isEmpty()) {
            trigger.start(new FanOutTask.TellLeft(departures));
        }
    }

    public void remove(Collection<ConnectionId> gone) {
        parallel.each(List.copyOf(gone), this::remove);
    }

    private void remove(ConnectionId connection) {
        try {
            removeEnded(connection);
        } catch (RuntimeException failed) {
            LOG.warn(
                    "could not remove connection {}, which is gone; it is removed when it is found again",
                    connection,
                    failed);
        }
    }
}
