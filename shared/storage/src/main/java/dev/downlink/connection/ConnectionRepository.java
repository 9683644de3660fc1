package dev.downlink.connection;

import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The registry of open connections. Reads see every write that returned before them. */
public interface ConnectionRepository {

    /** Registers a connection. */
    void open(Connection connection);

    Optional<Connection> find(ConnectionId id);

    /**
     * Begins the client's session: stores its user, info and dialect in the connection and in each of its subscriptions, and
     * its credentials in the connection.
     *
     * @return the connection as it is now; empty if it is not (or no longer) registered, and then nothing was written
     */
    Optional<Connection> identify(
            ConnectionId id, Dialect dialect, String user, @Nullable Json info, Credentials credentials);

    /**
     * Replaces what came with the client's token. Its subscriptions keep the info they have.
     *
     * @return whether the connection is registered; if not, nothing was written
     */
    boolean refresh(ConnectionId id, @Nullable Json info, Credentials credentials);

    /**
     * Removes the connection and all of its subscriptions, at a cost that depends on their number. Idempotent.
     *
     * @return the subscriptions removed by this call that were {@link JoinState#TOLD}
     */
    List<Subscription> remove(ConnectionId id);

    /**
     * Connections that expired some minutes ago and are still registered, oldest first; reads no connection that is still
     * open. A connection is returned until it is removed.
     *
     * @param now the time of the sweep
     * @param limit how many at most
     */
    List<ConnectionId> expired(Instant now, int limit);
}
