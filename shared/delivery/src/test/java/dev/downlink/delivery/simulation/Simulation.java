package dev.downlink.delivery.simulation;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.concurrent.EventLoops;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Virtual time. Actors are threads of which one runs at a time, until it waits; then time jumps to whatever is next. The order
 * of everything follows from what the actors draw from their seeds, so that a seed reproduces a run.
 *
 * <p>Outside an actor, waiting runs the simulation: enough for tests of one object.
 */
public final class Simulation implements EventLoops {

    private Instant now = Instant.parse("2026-11-01T12:00:00Z");
    private long sequence;
    private final PriorityQueue<Wake> wakes =
            new PriorityQueue<>(Comparator.comparing(Wake::at).thenComparingLong(Wake::sequence));
    private final Semaphore parked = new Semaphore(0);
    private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();
    private @Nullable Throwable failure;

    private record Wake(Instant at, long sequence, Runnable action) {}

    /** A thread of the simulation. */
    private static final class Actor {
        private final Semaphore mayRun = new Semaphore(0);
        private long waiting;
    }

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    public Clock clock() {
        return clock;
    }

    public Instant now() {
        return now;
    }

    /** Runs something later, between the actors. */
    public void after(Duration delay, Runnable action) {
        wakes.add(new Wake(now.plus(delay), sequence++, action));
    }

    /** Starts an actor. */
    public void spawn(Duration delay, Runnable body) {
        Actor actor = new Actor();
        Thread thread = Thread.ofVirtual().unstarted(() -> {
            CURRENT.set(actor);
            actor.mayRun.acquireUninterruptibly();
            try {
                body.run();
            } catch (Throwable thrown) {
                failure = thrown;
            }
            parked.release();
        });
        thread.start();
        after(delay, () -> resume(actor));
    }

    /** Lets time pass for the calling actor. */
    public void sleep(Duration duration) {
        waitUntil(now.plus(duration), null);
    }

    /** Runs everything up to a time. */
    public void runUntil(Instant end) {
        while (step(end)) {
            rethrow();
        }
        now = now.isBefore(end) ? end : now;
    }

    private void rethrow() {
        if (failure != null) {
            throw new AssertionError("an actor failed", failure);
        }
    }

    /** @return whether there was anything to do up to the time */
    private boolean step(Instant end) {
        if (wakes.isEmpty() || wakes.element().at().isAfter(end)) {
            return false;
        }
        Wake next = wakes.remove();
        now = next.at().isAfter(now) ? next.at() : now;
        next.action().run();
        return true;
    }

    private void resume(Actor actor) {
        actor.mayRun.release();
        parked.acquireUninterruptibly();
    }

    private void waitUntil(Instant until, @Nullable Loop loop) {
        Actor actor = CURRENT.get();
        if (actor == null) {
            while ((loop == null || loop.events.isEmpty()) && step(until)) {
                rethrow();
            }
            if (loop == null || loop.events.isEmpty()) {
                now = now.isBefore(until) ? until : now;
            }
            return;
        }
        long waiting = ++actor.waiting;
        wakes.add(new Wake(until, sequence++, () -> {
            if (actor.waiting == waiting) {
                actor.waiting++;
                resume(actor);
            }
        }));
        parked.release();
        actor.mayRun.acquireUninterruptibly();
    }

    @Override
    public EventLoop create() {
        return new Loop();
    }

    private final class Loop implements EventLoop {
        private final Deque<Runnable> events = new ArrayDeque<>();
        private @Nullable Actor waiter;
        private long waiting;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void add(Runnable event) {
            events.add(event);
            Actor actor = waiter;
            if (actor != null && actor.waiting == waiting) {
                // Wakes it up: what it waits for is there.
                actor.waiting++;
                wakes.add(new Wake(now, sequence++, () -> resume(actor)));
            }
        }

        @Override
        public void run(Instant until) {
            if (events.isEmpty() && until.isAfter(now)) {
                Actor actor = CURRENT.get();
                if (actor != null) {
                    waiter = actor;
                    waiting = actor.waiting + 1;
                }
                waitUntil(until, this);
                waiter = null;
            }
            for (Runnable event = events.poll(); event != null; event = events.poll()) {
                event.run();
            }
        }
    }
}
