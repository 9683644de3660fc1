package dev.downlink.delivery;

import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.SimulatedConnections.Fate;
import dev.downlink.delivery.simulation.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What goes wrong in a {@link SimulatedDay}, until it ends. */
final class Calamities {

    private static final double DEATHS = 0.015;
    private static final double STANDSTILLS = 0.015;
    private static final double FAULTS = 0.01;
    /** Longer than a lease. */
    private static final Duration STANDSTILL = Duration.ofSeconds(12);

    private final Simulation simulation;
    /** Nobody dies, stands still or gets a lost, late or doubled answer. */
    private final boolean calm;

    private boolean over;

    /** The process is killed: nothing of it runs on, not even its error handling. */
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    Calamities(Simulation simulation, boolean calm) {
        this.simulation = simulation;
        this.calm = calm;
    }

    void end() {
        over = true;
    }

    boolean happens(Random random, double probability) {
        return random.nextDouble() < probability && !over && !calm;
    }

    /** A store whose calls take time, and may be the last of the process before or after they were carried out. */
    <T> T store(Class<T> port, T real, Random random) {
        return port.cast(Proxy.newProxyInstance(port.getClassLoader(), new Class<?>[] {port}, (proxy, method, args) -> {
            strike(random);
            try {
                Object result = method.invoke(real, args);
                strike(random);
                return result;
            } catch (InvocationTargetException thrown) {
                throw thrown.getCause();
            }
        }));
    }

    private void strike(Random random) {
        simulation.sleep(Duration.ofMillis(1 + random.nextInt(4)));
        if (happens(random, DEATHS)) {
            throw new Killed();
        }
        if (happens(random, STANDSTILLS)) {
            simulation.sleep(STANDSTILL);
        }
        if (happens(random, FAULTS)) {
            throw new IllegalStateException("the store is away");
        }
    }

    /** The fate of a post to a connection with nothing special about it. */
    Fate fate(Random random) {
        double draw = over ? 1 : random.nextDouble();
        if (draw < 0.05) {
            return SimulatedConnections.answer(new PostResult.Throttled());
        }
        if (draw < 0.08) {
            return SimulatedConnections.answer(new PostResult.Failed("503"));
        }
        if (draw < 0.10 && !calm) {
            return new Fate.Late(Duration.ofMillis(random.nextInt(8_000)));
        }
        return SimulatedConnections.accepted(1 + random.nextInt(30));
    }

    /** A client that stops reading for 5 to 25 s, reads for a while, and so on; its posts are throttled, fail, or hang until then. */
    Function<Random, Fate> moody(Random random, Duration within) {
        NavigableMap<Instant, Stall> stalls = new TreeMap<>();
        Instant end = simulation.now().plus(within);
        Instant at = simulation.now().plusMillis(random.nextInt(15_000));
        while (at.isBefore(end)) {
            Instant until = at.plusMillis(5_000 + random.nextInt(20_000));
            stalls.put(at, new Stall(until, random.nextInt(calm ? 2 : 3)));
            at = until.plusMillis(500 + random.nextInt(8_000));
        }
        return any -> {
            Map.@Nullable Entry<Instant, Stall> last = stalls.floorEntry(simulation.now());
            return last == null || last.getValue().isOver(simulation.now())
                    ? fate(any)
                    : last.getValue().fate(simulation.now());
        };
    }

    private record Stall(Instant until, int kind) {

        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }

        Fate fate(Instant now) {
            return switch (kind) {
                case 0 -> SimulatedConnections.answer(new PostResult.Throttled());
                case 1 -> SimulatedConnections.answer(new PostResult.Failed("503"));
                default -> new Fate.Late(Duration.between(now, until));
            };
        }
    }

    /** Some seconds in which every post is refused, and some in which the account is throttled. */
    void refusals(SimulatedConnections gateway, Random random, Duration within) {
        PostResult[] results = {new PostResult.Refused(403, "ForbiddenException"), new PostResult.Throttled()};
        for (PostResult result : results) {
            Duration at = Duration.ofMillis(random.nextInt((int) within.toMillis() / 2));
            simulation.after(at, () -> gateway.everyone(any -> SimulatedConnections.answer(result)));
            simulation.after(at.plusSeconds(4), () -> gateway.everyone(null));
        }
    }
}
