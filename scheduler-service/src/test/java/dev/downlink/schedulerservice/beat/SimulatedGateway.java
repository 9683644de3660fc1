package dev.downlink.schedulerservice.beat;

import dev.downlink.TestClock;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionActivity;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** API Gateway's {@code @connections}, by a test's clock, with its limits. */
final class SimulatedGateway implements ConnectionPoster, ConnectionActivity {

    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(10);
    private static final Duration LIFETIME = Duration.ofHours(2);

    private final TestClock clock;
    private final Map<ConnectionId, Instant> opened = new HashMap<>();
    private final Map<ConnectionId, Instant> lastActive = new HashMap<>();
    private final Map<ConnectionId, List<String>> received = new HashMap<>();
    private final List<ConnectionId> closed = new ArrayList<>();
    private int looks;
    private @Nullable PostResult refusal;

    SimulatedGateway(TestClock clock) {
        this.clock = clock;
    }

    void open(ConnectionId connection) {
        opened.put(connection, clock.instant());
        lastActive.put(connection, clock.instant());
    }

    /** Traffic, unless the gateway has ended the connection. */
    void active(ConnectionId connection) {
        if (isOpen(connection)) {
            lastActive.put(connection, clock.instant());
        }
    }

    private boolean isOpen(ConnectionId connection) {
        Instant last = lastActive.get(connection);
        return last != null
                && clock.instant().isBefore(last.plus(IDLE_TIMEOUT))
                && clock.instant()
                        .isBefore(opened.getOrDefault(connection, last).plus(LIFETIME));
    }

    /** Connections that were cut for having been idle or open for too long. */
    List<ConnectionId> cut() {
        return lastActive.keySet().stream()
                .filter(connection -> !isOpen(connection))
                .toList();
    }

    /** The connection ends, and nobody is told. */
    void lose(ConnectionId connection) {
        lastActive.remove(connection);
    }

    /** Every call is answered like this from now on. */
    void refuse(PostResult result) {
        refusal = result;
    }

    List<String> received(ConnectionId connection) {
        return received.getOrDefault(connection, List.of());
    }

    List<ConnectionId> closed() {
        return closed;
    }

    int looks() {
        return looks;
    }

    @Override
    public CompletionStage<Activity> find(ConnectionId connection) {
        looks++;
        Activity answer = refusal != null
                ? new Activity.Unknown(refusal)
                : isOpen(connection)
                        ? new Activity.Open(lastActive.getOrDefault(connection, Instant.MIN))
                        : new Activity.Gone();
        return CompletableFuture.completedFuture(answer);
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        if (refusal != null) {
            return CompletableFuture.completedFuture(refusal);
        }
        if (!isOpen(connection)) {
            return CompletableFuture.completedFuture(new PostResult.Gone());
        }
        active(connection);
        received.computeIfAbsent(connection, id -> new ArrayList<>())
                .add(new String(frame.bytes(), StandardCharsets.UTF_8));
        return CompletableFuture.completedFuture(new PostResult.Delivered());
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        boolean open = isOpen(connection);
        lastActive.remove(connection);
        if (open) {
            closed.add(connection);
        }
        return CompletableFuture.completedFuture(open ? new PostResult.Delivered() : new PostResult.Gone());
    }
}
