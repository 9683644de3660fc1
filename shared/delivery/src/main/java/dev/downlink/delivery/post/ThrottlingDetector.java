package dev.downlink.delivery.post;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells the account's quota from a connection that does not read: API Gateway answers 429 to both. It is the account if many
 * connections meet 429 within a second or two, and a good part of all posts does. Not thread-safe.
 */
final class ThrottlingDetector {

    private static final Duration WINDOW = Duration.ofSeconds(1);
    private static final int MIN_CONNECTIONS = 8;
    /** One post in so many. */
    private static final int MIN_SHARE = 5;

    private Window current = new Window(Instant.MIN);
    private Window previous = new Window(Instant.MIN);

    private static final class Window {
        private final Instant start;
        private final Set<ConnectionId> throttled = new HashSet<>();
        private int posts;
        private int throttledPosts;

        Window(Instant start) {
            this.start = start;
        }
    }

    void count(ConnectionId connection, boolean throttled, Instant now) {
        if (!now.isBefore(current.start.plus(WINDOW))) {
            previous = current;
            current = new Window(now);
        }
        current.posts++;
        if (throttled) {
            current.throttledPosts++;
            if (current.throttled.size() < MIN_CONNECTIONS) {
                current.throttled.add(connection);
            }
        }
    }

    boolean isAccountThrottled() {
        int connections = Math.max(current.throttled.size(), previous.throttled.size());
        int posts = current.posts + previous.posts;
        int throttled = current.throttledPosts + previous.throttledPosts;
        return connections >= MIN_CONNECTIONS && throttled * MIN_SHARE >= posts;
    }
}
