package dev.downlink.concurrent;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Runs independent calls in parallel, up to a limit. Calls mostly wait for the database: one after the other, the four calls
 * for each of a reconnecting client's hundred subscriptions would exceed the SDK's timeout of 5 s.
 */
@Singleton
public final class ParallelExecutor {

    private static final int THREADS = 16;
    private static final long IDLE_SECONDS = 10;

    private final Executor executor;

    @Inject
    public ParallelExecutor() {
        this(THREADS);
    }

    /** With its own threads: for calls that use the shared executor themselves. */
    public ParallelExecutor(int threads) {
        this(pool(threads));
    }

    /** Runs calls on the given executor. */
    public ParallelExecutor(Executor executor) {
        this.executor = executor;
    }

    private static ThreadPoolExecutor pool(int threads) {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                threads,
                threads,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                Thread.ofPlatform().name("parallel-", 0).daemon().factory());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /**
     * Applies a function to all items.
     *
     * @return the results, in the order of the items
     * @throws RuntimeException the exception of the first item that failed, after all have been tried
     */
    public <T, R> List<R> map(List<T> items, Function<T, R> function) {
        if (items.size() < 2) {
            return items.stream().map(function).toList();
        }
        List<CompletableFuture<R>> results = items.stream()
                .map(item -> CompletableFuture.supplyAsync(() -> function.apply(item), executor))
                .toList();
        CompletableFuture.allOf(results.toArray(CompletableFuture[]::new))
                .exceptionally(failure -> null)
                .join();
        return results.stream().map(ParallelExecutor::result).toList();
    }

    /** Starts a call whose result is needed later. */
    public <R> CompletableFuture<R> submit(Supplier<R> call) {
        return CompletableFuture.supplyAsync(call, executor);
    }

    /** As {@link #map}, without results. */
    public <T> void each(List<T> items, Consumer<T> action) {
        map(items, item -> {
            action.accept(item);
            return item;
        });
    }

    /**
     * Waits for the result of a call.
     *
     * @throws RuntimeException what the call threw
     */
    public static <R> R result(CompletableFuture<R> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    @PreDestroy
    void stop() {
        if (executor instanceof ExecutorService service) {
            service.shutdown();
        }
    }
}
