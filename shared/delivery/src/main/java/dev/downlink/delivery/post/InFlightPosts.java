package dev.downlink.delivery.post;

import dev.downlink.concurrent.EventLoop;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** Makes posts within the {@link ConcurrencyLimit}, and brings their answers to the event loop until it is {@link #end ended}. */
final class InFlightPosts<T> {

    private final ConnectionPoster poster;
    private final ConcurrencyLimit limit;
    private final EventLoop loop;
    private final BiConsumer<PendingPosts<T>, PostResult> answered;
    private final Set<PendingPosts<T>> inFlight = new LinkedHashSet<>();
    private @Nullable BiConsumer<PendingPosts<T>, PostResult> answeredLater;

    /** @param answered called on the event loop, when the post is no longer in flight */
    InFlightPosts(
            ConnectionPoster poster,
            ConcurrencyLimit limit,
            EventLoop loop,
            BiConsumer<PendingPosts<T>, PostResult> answered) {
        this.poster = poster;
        this.limit = limit;
        this.loop = loop;
        this.answered = answered;
    }

    boolean isEmpty() {
        return inFlight.isEmpty();
    }

    boolean contains(PendingPosts<T> posts) {
        return inFlight.contains(posts);
    }

    /** Whether one is in flight that started after {@code time}. */
    boolean hasSince(Instant time) {
        return inFlight.stream().anyMatch(posts -> posts.postedAt().isAfter(time));
    }

    /** Posts the next frame, with a place in the limit that the caller has acquired. */
    void post(PendingPosts<T> posts) {
        inFlight.add(posts);
        poster.post(posts.connection(), posts.frame()).whenComplete((result, failure) -> {
            PostResult answer = failure == null ? result : new PostResult.Failed(failure.toString(), true);
            Instant end = loop.now();
            // At once, not in the loop: the limit is shared, and the loop may have ended.
            limit.release(posts.connection(), answer, Duration.between(posts.postedAt(), end), end);
            hand(posts, answer);
        });
    }

    private void hand(PendingPosts<T> posts, PostResult answer) {
        BiConsumer<PendingPosts<T>, PostResult> later;
        synchronized (this) {
            later = answeredLater;
            if (later == null) {
                loop.add(() -> {
                    inFlight.remove(posts);
                    answered.accept(posts, answer);
                });
                return;
            }
        }
        later.accept(posts, answer);
    }

    /**
     * Handles the answers that are there, and brings none to the event loop any more.
     *
     * @param later learns the other answers, on any thread
     */
    void end(BiConsumer<PendingPosts<T>, PostResult> later) {
        // Synchronized: each answer is either among the loop's events now, or goes to this consumer.
        synchronized (this) {
            answeredLater = later;
        }
        loop.run(loop.now());
    }
}
