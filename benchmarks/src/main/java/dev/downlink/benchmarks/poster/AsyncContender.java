package dev.downlink.benchmarks.poster;

import dev.downlink.delivery.post.PostResult;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.IntFunction;

/** Posts without blocking: the end of one post begins the next. {@code post} is given the post's number. */
record AsyncContender(String name, int inFlight, IntFunction<CompletionStage<PostResult>> post, Runnable onClose)
        implements Contender {

    @Override
    public Round run(Duration duration) throws InterruptedException {
        Run run = new Run(post, inFlight, System.nanoTime() + duration.toNanos());
        long cpu = ProcessorTime.nanos();
        for (int i = 0; i < inFlight; i++) {
            run.next();
        }
        run.done.await();
        return new Round(run.posts.sum(), ProcessorTime.nanos() - cpu);
    }

    @Override
    public void close() {
        onClose.run();
    }

    private static final class Run {

        private final IntFunction<CompletionStage<PostResult>> post;
        private final long endNanos;
        private final CountDownLatch done;
        private final AtomicInteger number = new AtomicInteger();
        private final LongAdder posts = new LongAdder();

        private Run(IntFunction<CompletionStage<PostResult>> post, int inFlight, long endNanos) {
            this.post = post;
            this.endNanos = endNanos;
            done = new CountDownLatch(inFlight);
        }

        private void next() {
            if (System.nanoTime() - endNanos >= 0) {
                done.countDown();
                return;
            }
            post.apply(number.getAndIncrement()).whenComplete((result, failure) -> {
                if (result instanceof PostResult.Delivered) {
                    posts.increment();
                } else {
                    System.err.println("a post failed, and is not counted: " + result);
                }
                next();
            });
        }
    }
}
