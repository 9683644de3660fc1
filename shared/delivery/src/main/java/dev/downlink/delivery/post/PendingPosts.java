package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import dev.downlink.time.Backoff;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Frames on their way to one connection, one after the other, and how far they got. Belongs to the thread of its {@link
 * PostDispatcher}.
 *
 * @param <T> what the frames are about, for whoever sent them
 */
public final class PendingPosts<T> {

    /** Of a connection that counts as slow from the first moment, too, so that time passes before it is looked at again. */
    private static final Duration MIN_EXTENSION = Duration.ofMillis(5);

    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofMillis(800));

    private final T subject;
    private final ConnectionId connection;
    private final List<PackedFrame> frames;
    private final int from;
    private final Duration slowAfter;

    private int delivered;
    private int failures;
    private boolean late;
    private boolean throttled;
    private Instant lateAt = Instant.MAX;
    private Instant retryAt = Instant.MIN;
    private Instant postedAt = Instant.MIN;

    /**
     * @param frames at least one
     * @param from how many of the list that the frames carry the connection has already
     * @param slowAfter how long after its first post the connection is late
     */
    public PendingPosts(T subject, ConnectionId connection, List<PackedFrame> frames, int from, Duration slowAfter) {
        this.subject = subject;
        this.connection = connection;
        this.frames = List.copyOf(frames);
        this.from = from;
        this.slowAfter = slowAfter;
    }

    public T subject() {
        return subject;
    }

    public ConnectionId connection() {
        return connection;
    }

    /** How many of the list the connection has. */
    public int through() {
        return delivered == 0 ? from : frames.get(delivered - 1).through();
    }

    /** When the last post started. */
    public Instant postedAt() {
        return postedAt;
    }

    Frame frame() {
        return frames.get(delivered).frame();
    }

    boolean isLate() {
        return late;
    }

    void markLate() {
        late = true;
    }

    /** Whether the last answer was 429. */
    boolean isThrottled() {
        return throttled;
    }

    void markThrottled() {
        throttled = true;
    }

    Instant lateAt() {
        return lateAt;
    }

    Instant retryAt() {
        return retryAt;
    }

    /** @return whether it is the first post */
    boolean start(Instant now) {
        boolean first = postedAt.equals(Instant.MIN);
        throttled = false;
        postedAt = now;
        if (first) {
            lateAt = now.plus(slowAfter);
        }
        return first;
    }

    /** It is late only after as long again, from now or from its next attempt on. */
    void extend(Instant now) {
        Duration extension = slowAfter.compareTo(MIN_EXTENSION) < 0 ? MIN_EXTENSION : slowAfter;
        lateAt = (retryAt.isAfter(now) ? retryAt : now).plus(extension);
    }

    /** @return whether that was the last frame */
    boolean accepted() {
        delivered++;
        failures = 0;
        return delivered == frames.size();
    }

    /** @return whether there is time for another attempt before it is late */
    boolean backOff(Instant now) {
        retryAt = BACKOFF.retryAt(now, failures, connection);
        failures++;
        return !late && retryAt.isBefore(lateAt);
    }
}
