package dev.downlink.delivery.post;

import dev.downlink.concurrent.EventLoop;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * Posts frames to many connections at once: those of one connection in sequence, at most as many posts in flight as the {@link
 * ConcurrencyLimit} allows. A connection that is throttled or fails is retried with back-off while the others go on, until it
 * is late.
 *
 * <p>Belongs to the thread of its event loop. A connection is given new posts only after its earlier ones were completed.
 */
public final class PostDispatcher<T> {

    private final ConcurrencyLimit limit;
    private final EventLoop loop;
    private final PostListener<T> listener;

    private final PostSchedule<T> schedule = new PostSchedule<>();
    private final InFlightPosts<T> inFlight;
    private final Set<PendingPosts<T>> open = new LinkedHashSet<>();
    private int throttled;
    private Instant noPostAfter = Instant.MAX;

    public PostDispatcher(ConnectionPoster poster, ConcurrencyLimit limit, EventLoop loop, PostListener<T> listener) {
        this.limit = limit;
        this.loop = loop;
        this.listener = listener;
        this.inFlight = new InFlightPosts<>(poster, limit, loop, this::answered);
    }

    public void add(PendingPosts<T> posts) {
        open.add(posts);
        schedule.add(posts);
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
        return schedule.countReady();
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
        loop.run(schedule.nextEvent(until, loop.now(), inFlight.isEmpty()));
        start();
    }

    /**
     * Withdraws everything that is not completed, and ends: starts no more posts and completes none.
     *
     * @return what was withdrawn; of those that {@link #isInFlight} one post may still be accepted
     */
    public List<PendingPosts<T>> withdraw() {
        inFlight.end((posts, result) -> {});
        return withdrawOpen();
    }

    /**
     * As {@link #withdraw()}.
     *
     * @param later learns how each post that {@link #isInFlight} ends, on any thread; only then {@link PendingPosts#through}
     *     of it is right
     */
    public List<PendingPosts<T>> withdraw(BiConsumer<PendingPosts<T>, PostResult> later) {
        inFlight.end((posts, result) -> {
            if (result.isFinal()) {
                posts.accepted();
            }
            later.accept(posts, result);
        });
        return withdrawOpen();
    }

    /** Whether a post is in flight that started after {@code time}. */
    public boolean hasInFlightSince(Instant time) {
        return inFlight.hasSince(time);
    }

    public boolean isInFlight(PendingPosts<T> posts) {
        return inFlight.contains(posts);
    }

    private List<PendingPosts<T>> withdrawOpen() {
        List<PendingPosts<T>> left = new ArrayList<>(open);
        open.clear();
        schedule.clear();
        return left;
    }

    private void start() {
        Instant now = loop.now();
        schedule.endBackOffs(now);
        while (schedule.hasReady() && mayPost() && limit.tryAcquire()) {
            post(schedule.nextReady(), now);
        }
        for (var posts = schedule.firstLate(now); posts != null; posts = schedule.firstLate(now)) {
            if (posts.isThrottled() && limit.isAccountThrottled()) {
                schedule.postpone(posts, loop.now());
            } else {
                schedule.stopTimer(posts);
                posts.markLate();
                listener.late(posts);
            }
        }
    }

    private void post(PendingPosts<T> posts, Instant now) {
        if (posts.start(now)) {
            schedule.started(posts);
        }
        inFlight.post(posts);
    }

    private void answered(PendingPosts<T> posts, PostResult result) {
        switch (result) {
            case PostResult.Delivered delivered -> accepted(posts);
            // It will never be accepted: the next frame may be.
            case PostResult.InvalidFrame invalid -> accepted(posts);
            case PostResult.Gone gone -> complete(posts, new DeliveryOutcome.Gone());
            case PostResult.Throttled tooMany -> throttled(posts);
            case PostResult.Failed failed -> failed(posts, new DeliveryOutcome.Failed(failed.unanswered()));
            case PostResult.Refused refused ->
                complete(posts, new DeliveryOutcome.Refused(refused.status(), refused.reason()));
        }
    }

    private void failed(PendingPosts<T> posts, DeliveryOutcome outcome) {
        if (posts.frame().isRepeatable()) {
            retry(posts, outcome);
        } else {
            complete(posts, outcome);
        }
    }

    private void throttled(PendingPosts<T> posts) {
        throttled++;
        posts.markThrottled();
        if (limit.isAccountThrottled() && !posts.isLate()) {
            // Not the connection's delay: it is late only when it does not accept the next attempt.
            posts.backOff(loop.now());
            schedule.retry(posts);
            schedule.postpone(posts, loop.now());
        } else {
            retry(posts, new DeliveryOutcome.Throttled());
        }
    }

    private void accepted(PendingPosts<T> posts) {
        if (posts.accepted()) {
            complete(posts, new DeliveryOutcome.Delivered());
        } else {
            schedule.addFirst(posts);
        }
    }

    private void retry(PendingPosts<T> posts, DeliveryOutcome otherwise) {
        if (posts.backOff(loop.now())) {
            schedule.retry(posts);
        } else {
            complete(posts, otherwise);
        }
    }

    private void complete(PendingPosts<T> posts, DeliveryOutcome outcome) {
        open.remove(posts);
        schedule.stopTimer(posts);
        listener.completed(posts, outcome);
    }
}
