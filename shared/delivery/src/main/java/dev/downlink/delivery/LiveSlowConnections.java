package dev.downlink.delivery;

import dev.downlink.concurrent.BoundedMap;
import dev.downlink.connection.ConnectionId;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections that this process found slow while it delivered publications without history. Such a connection has at most
 * one post in flight, whatever is published; the rest is dropped and counted. Thread-safe.
 */
@Singleton
final class LiveSlowConnections {

    private static final Logger LOG = LoggerFactory.getLogger(LiveSlowConnections.class);

    /** A slow connection is tried once in this time. */
    private static final Duration RETRY_INTERVAL = Duration.ofMillis(500);

    private static final int MAX_REMEMBERED = 10_000;

    /** @param busyUntil a post may be in flight until then */
    private record Entry(Instant since, Instant busyUntil, Instant retryAt, long dropped) {}

    private final Map<ConnectionId, Entry> entries = new BoundedMap<>(MAX_REMEMBERED);

    synchronized boolean isSlow(ConnectionId connection) {
        return entries.containsKey(connection);
    }

    /** Whether a slow connection may be tried: if so the caller posts to it, and no one else does meanwhile. */
    synchronized boolean tryStart(ConnectionId connection, Instant now, Instant postEndsAt) {
        @Nullable Entry entry = entries.get(connection);
        if (entry == null) {
            return true;
        }
        if (now.isBefore(entry.busyUntil()) || now.isBefore(entry.retryAt())) {
            return false;
        }
        entries.put(connection, new Entry(entry.since(), postEndsAt, entry.retryAt(), entry.dropped()));
        return true;
    }

    /** It did not accept a post in time, or the post failed. */
    synchronized void markSlow(ConnectionId connection, Instant now, Instant busyUntil) {
        @Nullable Entry entry = entries.get(connection);
        if (entry == null) {
            LOG.warn(
                    "connection {} is slow: dropping what is published without history until it accepts a frame",
                    connection);
        }
        Instant since = entry == null ? now : entry.since();
        long dropped = entry == null ? 0 : entry.dropped();
        entries.put(connection, new Entry(since, busyUntil, now.plus(RETRY_INTERVAL), dropped));
    }

    synchronized void countDropped(ConnectionId connection, int publications) {
        entries.computeIfPresent(
                connection,
                (id, entry) ->
                        new Entry(entry.since(), entry.busyUntil(), entry.retryAt(), entry.dropped() + publications));
    }

    /** It accepted a frame, or has ended. */
    synchronized void remove(ConnectionId connection) {
        @Nullable Entry entry = entries.remove(connection);
        if (entry != null) {
            LOG.info("connection {} is no longer slow; {} publications were dropped", connection, entry.dropped());
        }
    }

    /** Whether it has accepted nothing since before {@code deadline}. */
    synchronized boolean isSlowSince(ConnectionId connection, Instant deadline) {
        @Nullable Entry entry = entries.get(connection);
        return entry != null && entry.since().isBefore(deadline);
    }

    synchronized int size() {
        return entries.size();
    }
}
