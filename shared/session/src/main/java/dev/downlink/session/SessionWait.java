package dev.downlink.session;

import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.time.Backoff;
import dev.downlink.time.Deadline;
import dev.downlink.time.Sleeper;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Waits for a session to begin: SDKs send commands before their {@code connect} is answered, and another process may still be
 * carrying that out. One frame waits for at most a second in all, and only in the connection's first minute. Not safe for
 * threads.
 */
final class SessionWait {

    /** Longer than a connect takes in a warm process, and short of the 5 s after which SDKs give a command up. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    /** At most 12 reads. */
    private static final Backoff BACKOFF = new Backoff(Duration.ofMillis(50), Duration.ofMillis(200));

    /** A client that sends commands without end and never connects costs no waiting after it. */
    private static final Duration FIRST = Duration.ofMinutes(1);

    private final ConnectionRepository connections;
    private final Deadline deadline;
    private final Duration reserve;
    private final Sleeper sleeper;
    private Duration left = LONGEST;

    /** @param reserve what the wait leaves of the time before the deadline */
    SessionWait(ConnectionRepository connections, Deadline deadline, Duration reserve, Sleeper sleeper) {
        this.connections = connections;
        this.deadline = deadline;
        this.reserve = reserve;
        this.sleeper = sleeper;
    }

    /** Makes every further wait end at once. */
    void end() {
        left = Duration.ZERO;
    }

    /**
     * @param early as it was read before
     * @return the connection as it was read last; empty if it is no longer registered
     */
    Optional<Connection> await(Connection early) {
        Optional<Connection> latest = Optional.of(early);
        for (int attempt = 0;
                left.isPositive() && latest.filter(one -> !one.inSession()).isPresent();
                attempt++) {
            Duration delay = BACKOFF.delay(attempt, ThreadLocalRandom.current());
            if (!deadline.leaves(reserve.plus(delay)) || isOld(early)) {
                end();
                break;
            }
            sleeper.sleep(delay);
            left = left.minus(delay);
            latest = connections.find(early.id());
        }
        return latest;
    }

    private boolean isOld(Connection connection) {
        return deadline.now().isAfter(connection.connectedAt().plus(FIRST));
    }
}
