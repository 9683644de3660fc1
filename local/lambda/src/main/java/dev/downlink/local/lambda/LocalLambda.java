package dev.downlink.local.lambda;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.lambda.InvocationResult.NotFound;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import dev.downlink.local.sqs.Queues;
import io.netty.channel.EventLoopGroup;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * AWS Lambda on this machine: every concurrent invocation in a process of its own under the official runtime interface
 * client. Closing it ends all processes.
 */
public final class LocalLambda implements Lambda, AutoCloseable {

    /** Lambda's limit for all functions of an account together; here, most of them wait for a process. */
    private static final int MAX_CONCURRENT = 1_000;

    private static final Duration LONGEST_HOLD = Duration.ofSeconds(10);

    private record Function(FunctionConfiguration configuration, FunctionLog log, EnvironmentPool pool) {}

    private final LambdaSettings settings;
    private final LambdaFaults faults;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("lambda").factory());
    private final Environments environments;
    private final AsyncInvocations asyncInvocations;
    private final Map<String, Function> functions = new LinkedHashMap<>();
    private final AtomicInteger concurrent = new AtomicInteger();

    /**
     * @param faults what goes wrong with invocations
     * @param queues get the records of failed asynchronous invocations
     */
    public LocalLambda(
            LambdaSettings settings,
            Collection<FunctionConfiguration> functions,
            LambdaFaults faults,
            Queues queues,
            EventLoopGroup eventLoops,
            Clock clock)
            throws IOException {
        this.settings = settings;
        this.faults = faults;
        this.environments = new Environments(settings, eventLoops, timer, clock, function -> warm(function.name()));
        this.asyncInvocations = new AsyncInvocations(
                this::invoke, settings.asyncRetryDelays(), settings.throttleBackoff(), faults, queues, timer, clock);
        for (FunctionConfiguration function : functions) {
            FunctionLog log = new FunctionLog(settings.workDirectory(), function.name());
            EnvironmentPool pool = new EnvironmentPool(
                    function.reservedConcurrency(),
                    settings,
                    this::maximumEnvironments,
                    owner -> environments.start(function, log, owner),
                    timer);
            this.functions.put(function.name(), new Function(function, log, pool));
        }
        Tasks.runEvery(timer, Duration.ofSeconds(1), this::retireIdle);
    }

    @Override
    public CompletionStage<InvocationResult> invoke(String functionName, byte[] payload) {
        return invoke(functionName, UUID.randomUUID().toString(), payload);
    }

    /** As {@link #invoke(String, byte[])} under a request id of the caller's. */
    public CompletionStage<InvocationResult> invoke(String functionName, String requestId, byte[] payload) {
        Function function = functions.get(functionName);
        if (function == null) {
            return CompletableFuture.completedFuture(new NotFound());
        }
        if (concurrent.incrementAndGet() > faults.concurrency().orElse(MAX_CONCURRENT)) {
            concurrent.decrementAndGet();
            return CompletableFuture.completedFuture(new Throttled(InvocationResult.Limit.ACCOUNT));
        }
        return function.pool()
                .invoke(Invocation.of(requestId, payload))
                .whenComplete((result, failure) -> concurrent.decrementAndGet());
    }

    @Override
    public Optional<String> invokeAsync(String functionName, byte[] payload) {
        return function(functionName).map(function -> asyncInvocations.accept(function, payload));
    }

    /**
     * Starts these functions ahead of their first invocation. No other one starts until each of them has, or has failed to: on
     * a small machine, several that start together take too long for a client that waits.
     */
    public void startFirst(Collection<String> functionNames) {
        CompletableFuture<?>[] started = functionNames.stream()
                .flatMap(name -> Stream.ofNullable(functions.get(name)))
                .map(function -> function.pool().warm())
                .toArray(CompletableFuture[]::new);
        environments.holdUntil(CompletableFuture.allOf(started)
                .completeOnTimeout(null, LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS));
    }

    /** Starts a first environment of the function ahead of its first invocation. */
    public void warm(String functionName) {
        Function function = functions.get(functionName);
        if (function != null) {
            Tasks.logFailure(function.pool().warm());
        }
    }

    public boolean has(String functionName) {
        return functions.containsKey(functionName);
    }

    Optional<FunctionConfiguration> function(String name) {
        return Optional.ofNullable(functions.get(name)).map(Function::configuration);
    }

    List<FunctionConfiguration> functions() {
        return functions.values().stream().map(Function::configuration).toList();
    }

    private int maximumEnvironments() {
        return Math.max(settings.environmentsPerFunction(), faults.concurrency().orElse(0));
    }

    private void retireIdle() {
        for (Function function : functions.values()) {
            function.pool()
                    .remove(environment -> environment.idleFor().compareTo(settings.idleTimeout()) >= 0
                            || environments.archiveIsDue(environment))
                    .forEach(environments::retire);
        }
    }

    @Override
    public void close() throws IOException {
        timer.shutdownNow();
        functions.values().forEach(function -> function.pool().close());
        environments.close();
        for (Function function : functions.values()) {
            function.log().close();
        }
    }
}
