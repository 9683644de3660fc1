package dev.downlink.history.dynamodb;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;

/** Runs several processes one request at a time, in an order that a test chooses. */
final class Interleaving {

    private final List<Turns> processes = new ArrayList<>();

    /** One of them. It calls {@link #request} before each of its requests. */
    static final class Turns {
        private final Semaphore turn = new Semaphore(0);
        private final Semaphore stopped = new Semaphore(0);
        private final AtomicBoolean done = new AtomicBoolean();

        void request() {
            stopped.release();
            turn.acquireUninterruptibly();
        }

        private void run(Runnable action) {
            turn.acquireUninterruptibly();
            try {
                action.run();
            } finally {
                done.set(true);
                stopped.release();
            }
        }

        private void step() {
            turn.release();
            stopped.acquireUninterruptibly();
        }
    }

    Turns add() {
        Turns process = new Turns();
        processes.add(process);
        return process;
    }

    /**
     * @param actions one for each process
     * @param order whose turn it is, again and again; the rest of the turns go round
     */
    void run(List<Runnable> actions, List<Integer> order) throws InterruptedException, ExecutionException {
        try (ExecutorService executor = Executors.newFixedThreadPool(processes.size())) {
            List<Future<?>> results = new ArrayList<>();
            for (int i = 0; i < processes.size(); i++) {
                Turns process = Objects.requireNonNull(processes.get(i));
                Runnable action = actions.get(i);
                results.add(executor.submit(() -> process.run(action)));
            }
            Iterator<Integer> turns = order.iterator();
            int next = 0;
            while (!processes.stream().allMatch(process -> process.done.get())) {
                next = turns.hasNext() ? turns.next() % processes.size() : (next + 1) % processes.size();
                Turns process = processes.get(next);
                if (!process.done.get()) {
                    process.step();
                }
            }
            for (Future<?> result : results) {
                result.get();
            }
        }
    }
}
