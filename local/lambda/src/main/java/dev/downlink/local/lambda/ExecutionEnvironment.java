package dev.downlink.local.lambda;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Returned;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One process of a function and its side of the Runtime API: it runs one invocation at a time, in the time the function
 * has. A process that exceeds it, or its time to start, is killed.
 */
final class ExecutionEnvironment {

    /** Told about each change, never under this environment's lock. */
    interface Owner {

        /** The environment waits for an invocation. */
        void ready(ExecutionEnvironment environment);

        /**
         * The environment is gone.
         *
         * @param startFailure why it never became ready; null if it did
         */
        void ended(ExecutionEnvironment environment, byte @Nullable [] startFailure);
    }

    private record Running(Invocation invocation, Instant startedAt, long startedAtNanos, ScheduledFuture<?> timeout) {}

    private final String id;
    private final FunctionConfiguration function;
    private final EnvironmentLog log;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final Owner owner;
    private final long createdAtNanos = System.nanoTime();

    private @Nullable Process process;
    private @Nullable CompletableFuture<HttpResponse> next;
    private @Nullable Running running;
    private byte @Nullable [] initError;
    private Duration initDuration = Duration.ZERO;
    private boolean initialized;
    private boolean ended;
    /** What ends with the system did not fail. */
    private volatile boolean closing;

    private int served;
    private long idleSinceNanos;

    ExecutionEnvironment(
            String id,
            FunctionConfiguration function,
            EnvironmentLog log,
            ScheduledExecutorService timer,
            Clock clock,
            Owner owner) {
        this.id = id;
        this.function = function;
        this.log = log;
        this.timer = timer;
        this.clock = clock;
        this.owner = owner;
    }

    String id() {
        return id;
    }

    private synchronized boolean initialized() {
        return initialized;
    }

    /** How many invocations it has finished. */
    synchronized int served() {
        return served;
    }

    synchronized Duration idleFor() {
        return next == null ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - idleSinceNanos);
    }

    Duration age() {
        return Duration.ofNanos(System.nanoTime() - createdAtNanos);
    }

    /** Takes charge of the process that will speak for this environment. */
    void attach(Process started, Duration initTimeout) {
        synchronized (this) {
            process = started;
            if (ended) {
                started.destroyForcibly();
            }
        }
        log.follow(started.getInputStream());
        Tasks.runAfter(timer, initTimeout, () -> startTookTooLong(initTimeout));
        Tasks.logFailure(started.onExit().thenAccept(exited -> end(exited.exitValue())));
    }

    /** Gives the waiting process an invocation; false if it is not waiting. */
    synchronized boolean dispatch(Invocation invocation) {
        CompletableFuture<HttpResponse> waiting = next;
        if (ended || waiting == null) {
            return false;
        }
        next = null;
        Instant now = clock.instant();
        ScheduledFuture<?> timeout =
                timer.schedule(() -> timeOut(invocation), function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        running = new Running(invocation, now, System.nanoTime(), timeout);
        log.started(invocation.requestId());
        waiting.complete(RuntimeApi.event(function, invocation, now.plus(function.timeout())));
        return true;
    }

    /** {@code GET /invocation/next}: answered when there is an invocation. */
    CompletionStage<HttpResponse> next() {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        synchronized (this) {
            if (ended || running != null) {
                return CompletableFuture.completedFuture(RuntimeApi.refused("InvalidStateTransition"));
            }
            if (!initialized) {
                initialized = true;
                initDuration = age();
            }
            next = answer;
            idleSinceNanos = System.nanoTime();
        }
        owner.ready(this);
        return answer;
    }

    /** {@code POST /invocation/{id}/response} */
    HttpResponse respond(String requestId, byte[] payload) {
        if (payload.length > ErrorPayload.MAX_RESPONSE_BYTES) {
            return finish(requestId, new FunctionError(ErrorPayload.responseTooLarge()))
                    ? RuntimeApi.tooLarge()
                    : RuntimeApi.unknownRequest();
        }
        return finish(requestId, new Returned(payload)) ? RuntimeApi.accepted() : RuntimeApi.unknownRequest();
    }

    /** {@code POST /invocation/{id}/error} */
    HttpResponse fail(String requestId, byte[] error) {
        return finish(requestId, new FunctionError(error)) ? RuntimeApi.accepted() : RuntimeApi.unknownRequest();
    }

    /** {@code POST /init/error}: the process exits by itself. */
    synchronized HttpResponse failInit(byte[] error) {
        initError = error;
        return RuntimeApi.accepted();
    }

    /** Lets an idle process end in order, so that it can write its class archive. */
    synchronized void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** As {@link #kill}, because the whole system ends. */
    CompletableFuture<?> close() {
        closing = true;
        return kill();
    }

    /** Ends the process at once; a running invocation fails. Completes when the process is gone. */
    CompletableFuture<?> kill() {
        Process victim;
        synchronized (this) {
            victim = process;
        }
        if (victim != null) {
            victim.destroyForcibly();
        }
        end(128 + 9);
        return victim == null ? CompletableFuture.completedFuture(null) : victim.onExit();
    }

    /** The process could not be started. */
    void failStart(String reason) {
        failInit(ErrorPayload.of("Runtime.InvalidEntrypoint", reason));
        end(1);
    }

    private void startTookTooLong(Duration limit) {
        if (!initialized()) {
            failInit(ErrorPayload.timedOut("-", limit));
            Tasks.logFailure(kill());
        }
    }

    private void timeOut(Invocation invocation) {
        if (finish(
                invocation.requestId(),
                new FunctionError(ErrorPayload.timedOut(invocation.requestId(), function.timeout())))) {
            Tasks.logFailure(kill());
        }
    }

    private boolean finish(String requestId, InvocationResult result) {
        Running finished;
        Duration init;
        long pid;
        synchronized (this) {
            finished = running;
            if (finished == null || !finished.invocation().requestId().equals(requestId)) {
                return false;
            }
            running = null;
            init = served++ == 0 ? initDuration : Duration.ZERO;
            pid = process == null ? -1 : process.pid();
        }
        finished.timeout().cancel(false);
        Duration duration = Duration.ofNanos(System.nanoTime() - finished.startedAtNanos());
        log.finished(requestId, duration, init, pid);
        if (result instanceof FunctionError error && !closing) {
            log.failed("failed with", error.payload());
        }
        finished.invocation().result().complete(result);
        return true;
    }

    private void end(int exitStatus) {
        byte[] startFailure;
        Running interrupted;
        synchronized (this) {
            if (ended) {
                return;
            }
            ended = true;
            next = null;
            interrupted = running;
            byte[] reason = initError == null ? ErrorPayload.exited("-", exitStatus) : initError;
            startFailure = initialized ? null : reason;
        }
        if (interrupted != null) {
            String requestId = interrupted.invocation().requestId();
            finish(requestId, new FunctionError(ErrorPayload.exited(requestId, exitStatus)));
        }
        if (startFailure != null && !closing) {
            log.failed("did not start:", startFailure);
        }
        owner.ended(this, startFailure);
    }
}
