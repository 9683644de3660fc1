package dev.downlink.delivery.post;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/** Which posts may start, which wait for another attempt, and which connection is the next one to be late. */
final class PostSchedule<T> {

    /** How soon to look again when other dispatchers of this process use up the limit. */
    private static final Duration LIMIT_POLL = Duration.ofMillis(5);

    private final Deque<PendingPosts<T>> ready = new ArrayDeque<>();
    private final PriorityQueue<PendingPosts<T>> backingOff =
            new PriorityQueue<>(Comparator.comparing(PendingPosts::retryAt));
    /** Those that are not late, the first one to be late first. */
    private final SequencedSet<PendingPosts<T>> started = new LinkedHashSet<>();

    void add(PendingPosts<T> posts) {
        ready.add(posts);
    }

    /** Before the others: its client has a part and waits for the rest. */
    void addFirst(PendingPosts<T> posts) {
        ready.addFirst(posts);
    }

    /** It is ready again when its back-off is over. */
    void retry(PendingPosts<T> posts) {
        backingOff.add(posts);
    }

    void endBackOffs(Instant now) {
        while (!backingOff.isEmpty() && !backingOff.element().retryAt().isAfter(now)) {
            ready.add(backingOff.remove());
        }
    }

    boolean hasReady() {
        return !ready.isEmpty();
    }

    int countReady() {
        return ready.size();
    }

    PendingPosts<T> nextReady() {
        return ready.remove();
    }

    /** From now on it may become late. */
    void started(PendingPosts<T> posts) {
        started.add(posts);
    }

    /** The one that has been late for the longest; null if none is. */
    @Nullable
    PendingPosts<T> firstLate(Instant now) {
        return started.isEmpty() || started.getFirst().lateAt().isAfter(now) ? null : started.getFirst();
    }

    /** Moves it to the end of those that may become late. */
    void postpone(PendingPosts<T> posts, Instant now) {
        started.remove(posts);
        posts.extend(now);
        started.add(posts);
    }

    /** It is late, or completed. */
    void stopTimer(PendingPosts<T> posts) {
        started.remove(posts);
    }

    /**
     * When a back-off ends, a connection becomes late, or the limit may allow another post; no later than {@code until}.
     *
     * @param idle whether no post is in flight, the end of which would tell that the limit allows another
     */
    Instant nextEvent(Instant until, Instant now, boolean idle) {
        Instant next = until;
        if (idle && hasReady() && now.plus(LIMIT_POLL).isBefore(next)) {
            next = now.plus(LIMIT_POLL);
        }
        if (!backingOff.isEmpty() && backingOff.element().retryAt().isBefore(next)) {
            next = backingOff.element().retryAt();
        }
        if (!started.isEmpty() && started.getFirst().lateAt().isBefore(next)) {
            next = started.getFirst().lateAt();
        }
        return next;
    }

    void clear() {
        ready.clear();
        backingOff.clear();
        started.clear();
    }
}
