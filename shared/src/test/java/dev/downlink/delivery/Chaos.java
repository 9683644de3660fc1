package dev.downlink.delivery;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * A bad day: calls take their time, stores fail, posts are throttled, fail or hang, connections end or take nothing, and
 * whoever makes a call may die before or after it, or come back to life when its lease is over.
 */
final class Chaos implements ConnectionPoster {

    private static final double FAULTS = 0.005;
    private static final double SHORT_PAUSES = 0.02;

    private final long seed;
    private final Random random;
    private final double deaths;
    private final Duration longPause;
    private final AtomicInteger interruptions = new AtomicInteger();
    private final Map<ConnectionId, List<String>> received = new ConcurrentHashMap<>();
    private final Set<ConnectionId> stuck = ConcurrentHashMap.newKeySet();
    private final Set<ConnectionId> ending = ConcurrentHashMap.newKeySet();
    private final Set<ConnectionId> closed = ConcurrentHashMap.newKeySet();
    private volatile boolean over;

    /** The process of a worker or a publisher is killed: nothing of it runs on, not even its error handling. */
    static final class Killed extends Error {}

    /**
     * @param deaths the probability that a call ends in death, and that it lasts for the long pause
     * @param longPause longer than a lease
     */
    Chaos(long seed, double deaths, Duration longPause) {
        this.seed = seed;
        this.random = new Random(seed);
        this.deaths = deaths;
        this.longPause = longPause;
    }

    long seed() {
        return seed;
    }

    /** How often a worker or a publisher died, or stood still for longer than a lease. */
    int interruptions() {
        return interruptions.get();
    }

    /** Takes nothing until the day is over. */
    void getsStuck(ConnectionId connection) {
        stuck.add(connection);
    }

    /** Is gone before the day is over. */
    void willEnd(ConnectionId connection) {
        ending.add(connection);
    }

    void end() {
        over = true;
    }

    /** A store that may fail, too. */
    <T> T aroundStore(Class<T> port, T real) {
        return around(port, real, FAULTS);
    }

    /** A port in front of which, and behind which, anything may happen but a mere fault. */
    <T> T aroundLedger(Class<T> port, T real) {
        return around(port, real, 0);
    }

    private <T> T around(Class<T> port, T real, double faults) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            strike(faults);
            try {
                Object result = method.invoke(real, args);
                strike(faults);
                return result;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private void strike(double faults) {
        if (over) {
            return;
        }
        if (draw() < deaths) {
            interruptions.incrementAndGet();
            throw new Killed();
        }
        if (draw() < deaths) {
            interruptions.incrementAndGet();
            WorkerTools.pause(longPause);
        }
        if (draw() < faults) {
            throw new IllegalStateException("The store is away");
        }
        if (draw() < SHORT_PAUSES) {
            WorkerTools.pause(Duration.ofMillis(5));
        }
    }

    private synchronized double draw() {
        return random.nextDouble();
    }

    /** How long a publisher has nothing to say. */
    Duration silence() {
        return over ? Duration.ZERO : Duration.ofMillis((long) (draw() * 120));
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        if (ending.contains(connection) && (over || draw() < 0.3)) {
            closed.add(connection);
        }
        if (closed.contains(connection)) {
            return CompletableFuture.completedFuture(new PostResult.Gone());
        }
        if (over) {
            return arrive(connection, frame, 0);
        }
        if (stuck.contains(connection) || draw() < 0.05) {
            return CompletableFuture.completedFuture(new PostResult.Throttled());
        }
        if (draw() < 0.03) {
            return CompletableFuture.completedFuture(new PostResult.Failed("503"));
        }
        if (draw() < 0.02) {
            // Far longer than anyone's patience.
            return draw() < 0.5 ? arrive(connection, frame, 150) : later(150, () -> new PostResult.Failed("timeout"));
        }
        return arrive(connection, frame, (long) (draw() * 8));
    }

    private CompletionStage<PostResult> arrive(ConnectionId connection, Frame frame, long afterMillis) {
        return later(afterMillis, () -> {
            List<String> frames = received.computeIfAbsent(connection, id -> new ArrayList<>());
            synchronized (frames) {
                frames.add(new String(frame.bytes(), StandardCharsets.UTF_8));
            }
            return new PostResult.Delivered();
        });
    }

    private static CompletionStage<PostResult> later(long millis, Supplier<PostResult> result) {
        return CompletableFuture.supplyAsync(result, CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        closed.add(connection);
        return CompletableFuture.completedFuture(new PostResult.Delivered());
    }

    List<Long> offsets(ConnectionId connection) {
        List<String> frames = received.getOrDefault(connection, List.of());
        synchronized (frames) {
            return FanOutFixture.offsets(List.copyOf(frames));
        }
    }
}
