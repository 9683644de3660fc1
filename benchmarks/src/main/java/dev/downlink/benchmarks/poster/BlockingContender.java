package dev.downlink.benchmarks.poster;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;

/** Posts on a thread for each post at once. {@code post} is given the post's number and throws if it fails. */
record BlockingContender(String name, int inFlight, IntConsumer post, Runnable onClose) implements Contender {

    @Override
    public Round run(Duration duration) throws InterruptedException {
        long end = System.nanoTime() + duration.toNanos();
        AtomicInteger posts = new AtomicInteger();
        long cpu = ProcessorTime.nanos();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < inFlight; i++) {
            threads.add(Thread.ofPlatform().start(() -> {
                while (System.nanoTime() - end < 0) {
                    post.accept(posts.getAndIncrement());
                }
            }));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        return new Round(posts.get(), ProcessorTime.nanos() - cpu);
    }

    @Override
    public void close() {
        onClose.run();
    }
}
