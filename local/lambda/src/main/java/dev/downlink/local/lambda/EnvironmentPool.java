package dev.downlink.local.lambda;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.IntSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The environments of one function. Invocations are taken in order: by an idle environment, by a new one while there may
 * be more, or by the first that becomes free.
 */
final class EnvironmentPool implements ExecutionEnvironment.Owner {

    /** Starts an environment's process in the background. */
    @FunctionalInterface
    interface Starter {
        ExecutionEnvironment start(ExecutionEnvironment.Owner owner);
    }

    private final @Nullable Integer reservedConcurrency;
    private final LambdaSettings settings;
    private final IntSupplier maximumEnvironments;
    private final Starter starter;
    private final ScheduledExecutorService timer;

    private final Deque<Invocation> waiting = new ArrayDeque<>();
    private final Set<ExecutionEnvironment> environments = new HashSet<>();
    /** Those that have not asked for an invocation yet. */
    private final Set<ExecutionEnvironment> starting = new HashSet<>();
    /** The most recently used first, so that the others grow old and are let go. */
    private final Deque<ExecutionEnvironment> idle = new ArrayDeque<>();

    private final CompletableFuture<Void> started = new CompletableFuture<>();
    private int accepted;
    private boolean scaleOutPlanned;
    private boolean closed;

    EnvironmentPool(
            @Nullable Integer reservedConcurrency,
            LambdaSettings settings,
            IntSupplier maximumEnvironments,
            Starter starter,
            ScheduledExecutorService timer) {
        this.reservedConcurrency = reservedConcurrency;
        this.settings = settings;
        this.maximumEnvironments = maximumEnvironments;
        this.starter = starter;
        this.timer = timer;
    }

    CompletionStage<InvocationResult> invoke(Invocation invocation) {
        synchronized (this) {
            if (reservedConcurrency != null && accepted >= reservedConcurrency) {
                invocation.result().complete(new Throttled(InvocationResult.Limit.FUNCTION));
                return invocation.result();
            }
            accepted++;
        }
        CompletionStage<InvocationResult> result = invocation.result().whenComplete((done, failure) -> release());
        accept(invocation);
        return result;
    }

    /** Starts an environment if there is none, before anyone asks for it. Completes once one has started, or has failed to. */
    synchronized CompletableFuture<Void> warm() {
        if (!closed && environments.isEmpty()) {
            start();
        }
        return started;
    }

    /** Gives the idle environments for which the test holds out of its hands. */
    synchronized List<ExecutionEnvironment> remove(Predicate<ExecutionEnvironment> test) {
        List<ExecutionEnvironment> removed = idle.stream().filter(test).toList();
        idle.removeAll(removed);
        environments.removeAll(removed);
        return removed;
    }

    /** Starts nothing any more; what waits fails. */
    void close() {
        List<Invocation> abandoned;
        synchronized (this) {
            closed = true;
            abandoned = new ArrayList<>(waiting);
            waiting.clear();
        }
        abandoned.forEach(invocation -> fail(invocation, ErrorPayload.exited(invocation.requestId(), 0)));
    }

    @Override
    public synchronized void ready(ExecutionEnvironment environment) {
        started.complete(null);
        starting.remove(environment);
        if (closed || !environments.contains(environment)) {
            return;
        }
        Invocation first = waiting.peek();
        if (first == null) {
            idle.addFirst(environment);
        } else if (environment.dispatch(first)) {
            waiting.remove();
        }
    }

    @Override
    public void ended(ExecutionEnvironment environment, byte @Nullable [] startFailure) {
        started.complete(null);
        Invocation victim;
        synchronized (this) {
            environments.remove(environment);
            starting.remove(environment);
            idle.remove(environment);
            victim = startFailure == null ? null : waiting.poll();
            scaleOut();
        }
        if (victim != null && startFailure != null) {
            fail(victim, startFailure);
        }
    }

    private synchronized void accept(Invocation invocation) {
        if (closed) {
            fail(invocation, ErrorPayload.exited(invocation.requestId(), 0));
            return;
        }
        for (ExecutionEnvironment free = idle.poll(); free != null; free = idle.poll()) {
            if (free.dispatch(invocation)) {
                return;
            }
        }
        waiting.add(invocation);
        scaleOut();
    }

    /** A first environment at once; another one only when the busy ones have kept an invocation waiting for a while. */
    private synchronized void scaleOut() {
        Invocation first = waiting.peek();
        if (closed || first == null || environments.size() >= maximumEnvironments.getAsInt()) {
            return;
        }
        Duration waited = Duration.ofNanos(System.nanoTime() - first.acceptedAtNanos());
        if (environments.isEmpty()) {
            start();
        } else if (starting.size() < waiting.size() && waited.compareTo(settings.scaleOutAfter()) >= 0) {
            start();
        }
        planScaleOut();
    }

    private void planScaleOut() {
        if (!scaleOutPlanned) {
            scaleOutPlanned = true;
            Tasks.runAfter(timer, settings.scaleOutAfter(), this::scaleOutAsPlanned);
        }
    }

    private synchronized void scaleOutAsPlanned() {
        scaleOutPlanned = false;
        scaleOut();
    }

    private void start() {
        ExecutionEnvironment environment = starter.start(this);
        environments.add(environment);
        starting.add(environment);
    }

    private synchronized void release() {
        accepted--;
    }

    private static void fail(Invocation invocation, byte[] error) {
        invocation.result().complete(new FunctionError(error));
    }
}
