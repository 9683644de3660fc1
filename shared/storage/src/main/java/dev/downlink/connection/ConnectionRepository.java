package dev.downlink.connection;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Json;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The registry of open connections. Reads see every write that returned before them. */
public interface ConnectionRepository {

    /** Registers a connection. */
    void open(Connection connection);

    Optional<Connection> find(ConnectionId id);

    /**
     * Some of the open connections of a user.
     *
     * @param next where the next page continues; null if this is the last page
     */
    record UserPage(List<Connection> connections, @Nullable ConnectionId next) {
        public UserPage {
            connections = List.copyOf(connections);
        }
    }

    /**
     * The open connections of a user, in the order of their ids.
     *
     * @param user not empty: the connections of anonymous clients are not indexed
     * @param after where to continue: the {@code next} of the page before; null for the first page
     * @param limit how many at most; a page may have fewer, or none, and not be the last
     */
    UserPage ofUser(String user, @Nullable ConnectionId after, int limit);

    /**
     * A connection whose session has begun.
     *
     * @param channels what it subscribes to already
     */
    record Identified(Connection connection, Set<ChannelName> channels) {
        public Identified {
            channels = Set.copyOf(channels);
        }
    }

    /**
     * Begins the client's session: stores its user, info and dialect in the connection and in each of its subscriptions, and
     * its credentials in the connection.
     *
     * @return what the connection is now; empty if it is not (or no longer) registered, and then nothing was written
     */
    Optional<Identified> identify(
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
     * @return those of the subscriptions that this call removed of which others were {@link JoinState#TOLD}
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
