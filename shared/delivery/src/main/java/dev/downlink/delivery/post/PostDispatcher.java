package dev.downlink.delivery.post;

import dev.downlink.concurrent.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SequencedSet;
import java.util.Set;

/**
 * Posts frames to many connections at once: those of one connection in sequence, at most as many posts in flight as the {@link
 * ConcurrencyLimit} allows. A connection that is throttled or fails is retried with back-off while the others go on, until it
 * is late.
 *
 * <p>Belongs to the thread of its event loop. A connection is given new posts only after its earlier ones were completed.
 */
public final class PostDispatcher<T> {

    /** How soon to look again when other dispatchers of this process use up the limit. */
    private static final Duration LIMIT_POLL = Duration.ofMillis(5);

    /** Learns what becomes of the posts, on the event loop's thread. */
    public interface Listener<T> {

        /** The connection did not accept its frames in time; do not wait for it. It is completed later. */
        void late(PendingPosts<T> posts);

        /** Called once for all posts that were added and not withdrawn. */
        void completed(PendingPosts<T> posts, DeliveryOutcome outcome);

        /** How a post that was in flight when it was withdrawn ended. Called on any thread. */
        void answeredAfterWithdrawal(PendingPosts<T> posts, PostResult result);
    }

    private final ConnectionPoster poster;
    private final ConcurrencyLimit limit;
    private final EventLoop loop;
    private final Listener<T> listener;

    private final Deque<PendingPosts<T>> ready = new ArrayDeque<>();
    private final PriorityQueue<PendingPosts<T>> backingOff =
            new PriorityQueue<>(Comparator.comparing(PendingPosts::retryAt));
    /** Those that are not late, the first one to be late first. */
    private final SequencedSet<PendingPosts<T>> started = new LinkedHashSet<>();

    private final Set<PendingPosts<T>> inFlight = new LinkedHashSet<>();
    private final Set<PendingPosts<T>> open = new LinkedHashSet<>();
    private int throttled;
    private Instant noPostAfter = Instant.MAX;
    private volatile boolean withdrawn;

    public PostDispatcher(ConnectionPoster poster, ConcurrencyLimit limit, EventLoop loop, Listener<T> listener) {
        this.poster = poster;
        this.limit = limit;
        this.loop = loop;
        this.listener = listener;
    }

    public void add(PendingPosts<T> posts) {
        open.add(posts);
        ready.add(posts);
    }

    /** No post starts later. */
    public void noPostAfter(Instant time) {
        noPostAfter = time;
    }

    /** Whether posts may start. */
    public boolean mayPost() {
        return loop.now().isBefore(noPostAfter);
    }

    /** How many connections wait for their next post to start. */
    public int queued() {
        return ready.size();
    }

    /** Whether nothing is left to complete. */
    public boolean isIdle() {
        return open.isEmpty();
    }

    /** How many posts met 429. */
    public int throttled() {
        return throttled;
    }

    /** Starts what may start, then waits for something to happen until {@code until} at the latest. */
    public void advance(Instant until) {
        start();
        loop.run(earliestOf(until));
        start();
    }

    /**
     * Withdraws everything that is not completed, and ends: starts no more posts and completes none.
     *
     * @return what was withdrawn; of those that {@link #isInFlight} one post may still be accepted
     */
    public List<PendingPosts<T>> withdraw() {
        withdrawn = true;
        // Answers that came before the flag was set.
        loop.run(loop.now());
        List<PendingPosts<T>> left = new ArrayList<>(open);
        open.clear();
        ready.clear();
        backingOff.clear();
        started.clear();
        return left;
    }

    /** Whether a post is in flight that started after {@code time}. */
    public boolean hasInFlightSince(Instant time) {
        return inFlight.stream().anyMatch(posts -> posts.postedAt().isAfter(time));
    }

    public boolean isInFlight(PendingPosts<T> posts) {
        return inFlight.contains(posts);
    }

    private Instant earliestOf(Instant until) {
        Instant earliest = until;
        if (!backingOff.isEmpty() && backingOff.element().retryAt().isBefore(earliest)) {
            earliest = backingOff.element().retryAt();
        }
        if (!started.isEmpty() && started.getFirst().lateAt().isBefore(earliest)) {
            earliest = started.getFirst().lateAt();
        }
        if (!ready.isEmpty() && inFlight.isEmpty()) {
            Instant soon = loop.now().plus(LIMIT_POLL);
            earliest = soon.isBefore(earliest) ? soon : earliest;
        }
        return earliest;
    }

    private void start() {
        Instant now = loop.now();
        while (!backingOff.isEmpty() && !backingOff.element().retryAt().isAfter(now)) {
            ready.add(backingOff.remove());
        }
        while (!ready.isEmpty() && mayPost() && limit.tryAcquire()) {
            post(ready.remove(), now);
        }
        while (!started.isEmpty() && !started.getFirst().lateAt().isAfter(now)) {
            PendingPosts<T> posts = started.getFirst();
            if (posts.isThrottled() && limit.isAccountThrottled()) {
                postpone(posts);
            } else {
                started.remove(posts);
                posts.markLate();
                listener.late(posts);
            }
        }
    }

    private void post(PendingPosts<T> posts, Instant now) {
        if (posts.start(now)) {
            started.add(posts);
        }
        inFlight.add(posts);
        poster.post(posts.connection(), posts.frame()).whenComplete((result, failure) -> {
            PostResult answer = failure == null ? result : new PostResult.Failed(failure.toString());
            Instant end = loop.now();
            // At once, not in the loop: the limit is shared, and the loop may have ended.
            limit.release(posts.connection(), answer, Duration.between(now, end), end);
            if (withdrawn) {
                listener.answeredAfterWithdrawal(posts, answer);
            } else {
                loop.add(() -> answered(posts, answer));
            }
        });
    }

    private void answered(PendingPosts<T> posts, PostResult result) {
        inFlight.remove(posts);
        switch (result) {
            case PostResult.Delivered delivered -> accepted(posts);
            // It will never be accepted: the next frame may be.
            case PostResult.InvalidFrame invalid -> accepted(posts);
            case PostResult.Gone gone -> complete(posts, new DeliveryOutcome.Gone());
            case PostResult.Throttled tooMany -> {
                throttled++;
                posts.markThrottled();
                if (limit.isAccountThrottled() && !posts.isLate()) {
                    // Not the connection's delay: it is late only when it does not accept the next attempt.
                    posts.backOff(loop.now());
                    backingOff.add(posts);
                    postpone(posts);
                } else {
                    retry(posts, new DeliveryOutcome.Throttled());
                }
            }
            case PostResult.Failed failed -> retry(posts, new DeliveryOutcome.Failed());
            case PostResult.Refused refused ->
                complete(posts, new DeliveryOutcome.Refused(refused.status(), refused.reason()));
        }
    }

    /** Moves it to the end of those that may become late. */
    private void postpone(PendingPosts<T> posts) {
        started.remove(posts);
        posts.extend(loop.now());
        started.add(posts);
    }

    private void accepted(PendingPosts<T> posts) {
        if (posts.accepted()) {
            complete(posts, new DeliveryOutcome.Delivered());
        } else {
            // Before the others: its client waits for the rest.
            ready.addFirst(posts);
        }
    }

    private void retry(PendingPosts<T> posts, DeliveryOutcome otherwise) {
        if (posts.backOff(loop.now())) {
            backingOff.add(posts);
        } else {
            complete(posts, otherwise);
        }
    }

    private void complete(PendingPosts<T> posts, DeliveryOutcome outcome) {
        open.remove(posts);
        started.remove(posts);
        listener.completed(posts, outcome);
    }
}
