package dev.downlink.http;

import dev.downlink.time.Moment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Clock;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One thread that serves all channels, runs tasks in order and looks for time-outs. */
final class SelectorLoop {

    private static final Logger LOG = LoggerFactory.getLogger(SelectorLoop.class);
    private static final Duration TICK = Duration.ofMillis(100);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(2);

    /** What the loop drives, on its thread. */
    interface Service {

        /** Called about every 100 ms unless {@link #isIdle}. */
        void tick();

        /** Whether there is nothing to wait for but tasks. */
        boolean isIdle();

        /** Called last. Tasks that come later are still run. */
        void stopped();
    }

    private final Clock clock;
    private final Selector selector;
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean asleep = new AtomicBoolean();
    private @Nullable Thread thread;
    private volatile boolean stopping;
    private volatile boolean terminated;
    private Moment now;
    private boolean timeRead;
    private long nextTickNanos;

    SelectorLoop(Clock clock) {
        this.clock = clock;
        now = Moment.of(clock);
        nextTickNanos = now.nanos();
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start(Service service) {
        thread = Thread.ofPlatform().daemon().name("http-client").start(() -> run(service));
    }

    /** From any thread. After the loop has ended, the task runs on the caller's. */
    void execute(Runnable task) {
        tasks.add(task);
        if (terminated) {
            if (tasks.remove(task)) {
                task.run();
            }
        } else if (asleep.get() && asleep.compareAndSet(true, false)) {
            selector.wakeup();
        }
    }

    SelectionKey register(SocketChannel channel, int operations) throws IOException {
        return channel.register(selector, operations);
    }

    /** The time at which the loop last woke up. */
    Moment now() {
        return now;
    }

    /** Returns when the loop has ended. */
    void stop() {
        stopping = true;
        selector.wakeup();
        try {
            if (thread != null && !thread.join(LONGEST_STOP)) {
                LOG.error("HTTP client: the thread is still busy after {} s; leaving it", LONGEST_STOP.toSeconds());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run(Service service) {
        while (!stopping) {
            try {
                select(service.isIdle() ? 0 : TICK.toMillis());
                readTime();
                runTasks();
                if (now.nanos() - nextTickNanos >= 0) {
                    nextTickNanos = now.nanos() + TICK.toNanos();
                    service.tick();
                }
            } catch (IOException | RuntimeException e) {
                LOG.error("HTTP client: unexpected failure; continuing", e);
            }
        }
        terminate(service);
    }

    private void select(long timeoutMillis) throws IOException {
        timeRead = false;
        asleep.set(true);
        if (tasks.isEmpty()) {
            selector.select(this::serve, timeoutMillis);
        } else {
            selector.selectNow(this::serve);
        }
        asleep.set(false);
    }

    private void serve(SelectionKey key) {
        asleep.setPlain(false);
        readTime();
        if (key.attachment() instanceof HttpConnection connection) {
            connection.ready();
        }
    }

    /** Once a round, after it has waited. */
    private void readTime() {
        if (!timeRead) {
            timeRead = true;
            now = Moment.of(clock);
        }
    }

    private void runTasks() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    private void terminate(Service service) {
        try {
            service.stopped();
            selector.close();
        } catch (IOException e) {
            LOG.warn("HTTP client: the selector could not be closed", e);
        }
        terminated = true;
        runTasks();
    }
}
