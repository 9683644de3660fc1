package dev.downlink.delivery;

import dev.downlink.concurrent.RecentlyUsed;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
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

    /** Of the time between two tries: a post, and the interval before the next one. The rest was a break or a standstill. */
    private static final Duration MOST_COUNTED = ConnectionPoster.LONGEST_POST.plus(RETRY_INTERVAL);

    private static final int MAX_REMEMBERED = 10_000;

    /**
     * A slow connection.
     *
     * @param since it accepted nothing, counting {@link TriedTime}
     * @param markedAt when it last did not accept a post
     * @param busyUntil a post may be in flight until then
     */
    private record Entry(Instant since, Instant markedAt, Instant busyUntil, long dropped) {

        Entry busyUntil(Instant postEndsAt) {
            return new Entry(since, markedAt, postEndsAt, dropped);
        }

        Entry drop(int publications) {
            return new Entry(since, markedAt, busyUntil, dropped + publications);
        }
    }

    private final RecentlyUsed<ConnectionId, Entry> entries = new RecentlyUsed<>(MAX_REMEMBERED);
    private long dropped;
    private long unreported;
    private final Map<DropReason, Long> uncounted = new EnumMap<>(DropReason.class);

    synchronized boolean isSlow(ConnectionId connection) {
        return entries.get(connection).isPresent();
    }

    /** Whether a slow connection may be tried: if so the caller posts to it, and no one else does meanwhile. */
    synchronized boolean tryStart(ConnectionId connection, Instant now, Instant postEndsAt) {
        @Nullable Entry entry = entries.get(connection).orElse(null);
        if (entry == null) {
            return true;
        }
        if (now.isBefore(entry.busyUntil()) || now.isBefore(entry.markedAt().plus(RETRY_INTERVAL))) {
            return false;
        }
        entries.put(connection, entry.busyUntil(postEndsAt));
        return true;
    }

    /** It did not accept a post in time, or the post failed. */
    synchronized void markSlow(ConnectionId connection, Instant now, Instant busyUntil) {
        @Nullable Entry entry = entries.get(connection).orElse(null);
        if (entry == null) {
            LOG.warn(
                    "connection {} is slow: dropping what is published without history until it accepts a frame",
                    connection);
            entries.put(connection, new Entry(now, now, busyUntil, 0));
            return;
        }
        Instant since = TriedTime.since(entry.since(), entry.markedAt(), now, MOST_COUNTED);
        entries.put(connection, new Entry(since, now, busyUntil, entry.dropped()));
    }

    /** A connection, slow or not, does not get so many publications. */
    synchronized void countDropped(ConnectionId connection, int publications, DropReason reason) {
        dropped += publications;
        uncounted.merge(reason, (long) publications, Long::sum);
        entries.get(connection)
                .ifPresentOrElse(
                        entry -> entries.put(connection, entry.drop(publications)), () -> unreported += publications);
    }

    /** How many publications connections that are not slow did not get, since this was last asked. */
    synchronized long takeUnreported() {
        long taken = unreported;
        unreported = 0;
        return taken;
    }

    /** How many publications connections did not get, slow or not, since this was last asked. */
    synchronized Map<DropReason, Long> takeDropped() {
        Map<DropReason, Long> taken = Map.copyOf(uncounted);
        uncounted.clear();
        return taken;
    }

    /** How many publications connections did not get, in all. */
    synchronized long dropped() {
        return dropped;
    }

    /** It accepted a frame, or has ended. */
    synchronized void remove(ConnectionId connection) {
        entries.remove(connection)
                .ifPresent(entry -> LOG.info(
                        "connection {} is no longer slow; {} publications were dropped", connection, entry.dropped()));
    }

    /** Whether it has accepted nothing since before {@code deadline}. */
    synchronized boolean isSlowSince(ConnectionId connection, Instant deadline) {
        return entries.get(connection)
                .filter(entry -> entry.since().isBefore(deadline))
                .isPresent();
    }

    synchronized int size() {
        return entries.size();
    }
}
