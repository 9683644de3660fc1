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
     * Begins the client's session: notes who it is and how it speaks, on the connection and on every subscription it has.
     *
     * @return the connection as it is now; empty if it is not (or no longer) registered, and then nothing was written
     */
    Optional<Connection> identify(ConnectionId id, Dialect dialect, String user, @Nullable Json info);

    /** Forgets the connection and every subscription it has; costs what it had. Forgetting twice is harmless. */
    void remove(ConnectionId id);

    /**
     * Connections whose time was over some minutes ago and that nobody removed, oldest first; reads no connection that is still
     * open. A connection is returned until it is removed.
     *
     * @param now the time of the sweep
     * @param limit how many at most
     */
    List<ConnectionId> expired(Instant now, int limit);
}
