package dev.downlink.ledger;

import dev.downlink.connection.ConnectionId;
import java.time.Instant;

/**
 * A connection that did not accept its frames in time, and is delivered to apart from the others.
 *
 * @param after it has everything up to this offset
 * @param since when it last accepted a frame, or became slow
 * @param retryAt no post to it starts earlier; later than the end of any post that may still be under way
 */
public record SlowConsumer(ConnectionId connection, long after, Instant since, Instant retryAt) {}
