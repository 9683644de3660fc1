package dev.downlink.connection;

import java.time.Instant;
import java.util.List;

/**
 * Open connections by when they expire, read group by group and without a scan. Reads may miss what was written within the
 * last second, and show connections whose {@code $disconnect} never came.
 */
public interface OpenConnections {

    /** A connection that is registered. */
    record OpenConnection(ConnectionId id, Instant expiresAt) {

        public Instant openedAt() {
            return expiresAt.minus(Connection.LIFETIME);
        }
    }

    /** Some of the connections that expire within the same minutes. The numbers of the groups of a time are consecutive. */
    record Group(long number) {}

    /** The groups of the connections that were opened in this time. Others, opened minutes before or after, are in them too. */
    List<Group> openedBetween(Instant from, Instant until);

    List<OpenConnection> of(Group group);
}
