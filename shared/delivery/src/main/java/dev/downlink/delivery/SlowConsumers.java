package dev.downlink.delivery;

import static java.util.Comparator.comparing;

import dev.downlink.connection.ConnectionId;
import dev.downlink.ledger.SlowConsumer;
import dev.downlink.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * The connections of a shard that did not accept their frames in time. Each is sent nothing newer before what it lacks, and is
 * retried with back-off of its own.
 */
final class SlowConsumers {

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(200), Duration.ofMillis(1600));

    /** Of the time between two looks. The rest was a standstill of this process. */
    private static final Duration MOST_COUNTED = Duration.ofSeconds(2);

    /** In the order in which they became slow. */
    private final SequencedMap<ConnectionId, Entry> entries = new LinkedHashMap<>();

    private Instant lastLook;

    /** @param busy whether a post to it may be in flight, or it is being closed */
    private record Entry(SlowConsumer consumer, int failures, boolean busy) {

        boolean isHopeless(Instant deadline) {
            return failures > 0 && consumer.since().isBefore(deadline);
        }

        Entry start() {
            return new Entry(consumer, failures, true);
        }

        Entry since(Instant since) {
            return new Entry(
                    new SlowConsumer(consumer.connection(), consumer.after(), since, consumer.retryAt()),
                    failures,
                    busy);
        }
    }

    private SlowConsumers(Instant now) {
        lastLook = now;
    }

    /** Those that another worker left, as it last saved them. */
    static SlowConsumers resume(Collection<SlowConsumer> consumers, Instant now, Duration lease) {
        SlowConsumers resumed = new SlowConsumers(now);
        for (SlowConsumer one : consumers) {
            SlowConsumer consumer = withoutGap(one, now, lease);
            resumed.entries.put(one.connection(), new Entry(consumer, 0, false));
        }
        return resumed;
    }

    /**
     * The time in which no worker tried it does not count. After a long gap a worker may have died, and the connection may have
     * accepted something that this worker did not save: its timer restarts. No worker follows a dead one sooner than a lease
     * after its last save, when no retry was further away than half a lease.
     */
    private static SlowConsumer withoutGap(SlowConsumer consumer, Instant now, Duration lease) {
        Duration gap = Duration.between(consumer.retryAt(), now);
        if (gap.isNegative()) {
            return consumer;
        }
        Instant since = gap.compareTo(lease.dividedBy(2)) < 0 ? consumer.since().plus(gap) : now;
        return new SlowConsumer(consumer.connection(), consumer.after(), since, consumer.retryAt());
    }

    /** Counts the time since the last look, as {@link TriedTime}. Called at least once a second while a consumer is slow. */
    void look(Instant now) {
        Instant last = lastLook;
        lastLook = now;
        if (Duration.between(last, now).compareTo(MOST_COUNTED) > 0) {
            entries.replaceAll(
                    (id, entry) -> entry.since(TriedTime.since(entry.consumer().since(), last, now, MOST_COUNTED)));
        }
    }

    boolean contains(ConnectionId connection) {
        return entries.containsKey(connection);
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Adds a connection to which a post is still in flight. */
    void addBusy(SlowConsumer consumer) {
        entries.put(consumer.connection(), new Entry(consumer, 0, true));
    }

    /** No post to the connection is in flight any more, and it has not accepted everything. */
    void failed(ConnectionId connection, long after, Instant now, boolean restartTimer) {
        failed(connection, after, now, restartTimer, now);
    }

    /** @param notBefore until then no post starts */
    void failed(ConnectionId connection, long after, Instant now, boolean restartTimer, Instant notBefore) {
        Optional<Entry> entry = Optional.ofNullable(entries.get(connection));
        int failures = entry.map(Entry::failures).orElse(0);
        Instant since = entry.map(one -> one.consumer().since())
                .filter(earlier -> !restartTimer)
                // It accepted something since.
                .filter(earlier -> entry.get().consumer().after() == after)
                .orElse(now);
        Instant backedOff = BACKOFF.retryAt(now, failures, connection);
        Instant retryAt = backedOff.isBefore(notBefore) ? notBefore : backedOff;
        entries.put(connection, new Entry(new SlowConsumer(connection, after, since, retryAt), failures + 1, false));
    }

    /** Its delivery was interrupted; a post may be in flight until {@code retryAt}. */
    void interrupted(ConnectionId connection, long after, Instant now, Instant retryAt) {
        Instant since = entries.containsKey(connection)
                ? entries.get(connection).consumer().since()
                : now;
        entries.put(connection, new Entry(new SlowConsumer(connection, after, since, retryAt), 0, false));
    }

    /** It has everything up to an offset. Restarts its timers. */
    void advance(ConnectionId connection, long through, Instant now) {
        entries.put(connection, new Entry(new SlowConsumer(connection, through, now, now), 0, false));
    }

    /** It has everything the others have, or needs nothing any more. */
    void remove(ConnectionId connection) {
        entries.remove(connection);
    }

    void start(ConnectionId connection) {
        entries.computeIfPresent(connection, (id, entry) -> entry.start());
    }

    /** Those to try now, the longest waiting first. */
    List<SlowConsumer> due(Instant now, int limit) {
        return entries.values().stream()
                .filter(entry -> !entry.busy() && !entry.consumer().retryAt().isAfter(now))
                .map(Entry::consumer)
                .sorted(comparing(SlowConsumer::retryAt))
                .limit(limit)
                .toList();
    }

    /** When the next one is due; {@link Instant#MAX} if none will be. */
    Instant nextRetryAt() {
        return entries.values().stream()
                .filter(entry -> !entry.busy())
                .map(entry -> entry.consumer().retryAt())
                .min(Instant::compareTo)
                .orElse(Instant.MAX);
    }

    /**
     * Those that accepted nothing since before {@code deadline}, also not when this worker tried, and those that are too many,
     * the slowest first.
     */
    List<SlowConsumer> toClose(Instant deadline, int max, int limit) {
        List<Entry> slowest = entries.values().stream()
                .filter(entry -> !entry.busy())
                .sorted(comparing(entry -> entry.consumer().since()))
                .toList();
        int tooMany = entries.size() - max;
        return IntStream.range(0, slowest.size())
                .filter(n -> n < tooMany || slowest.get(n).isHopeless(deadline))
                .limit(limit)
                .mapToObj(n -> slowest.get(n).consumer())
                .toList();
    }

    List<SlowConsumer> all() {
        return entries.values().stream().map(Entry::consumer).toList();
    }
}
