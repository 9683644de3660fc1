package dev.downlink.local.lambda;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.aws.http.HttpResponse;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import java.time.Clock;
import java.time.Duration;
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

    private record Running(Invocation invocation, long startedAtNanos, ScheduledFuture<?> timeout) {}

    private final String id;
    private final FunctionConfiguration function;
    private final EnvironmentLog log;
    private final ScheduledExecutorService timer;
    private final Clock clock;
    private final EnvironmentOwner owner;
    private final EnvironmentProcess process = new EnvironmentProcess();
    private final long createdAtNanos = System.nanoTime();

    private @Nullable CompletableFuture<HttpResponse> next;
    private @Nullable Running running;
    private byte @Nullable [] initError;
    /** Null until it asks for its first invocation. */
    private volatile @Nullable Duration initDuration;

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
            EnvironmentOwner owner) {
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

    /** How many invocations it has finished. */
    synchronized int served() {
        return served;
    }

    synchronized Duration idleFor() {
        return next == null ? Duration.ZERO : since(idleSinceNanos);
    }

    Duration age() {
        return since(createdAtNanos);
    }

    private static Duration since(long nanos) {
        return Duration.ofNanos(System.nanoTime() - nanos);
    }

    /** Takes charge of the process that will speak for this environment. */
    void attach(Process started, Duration initTimeout) {
        process.attach(started);
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
        ScheduledFuture<?> timeout =
                timer.schedule(() -> timeOut(invocation), function.timeout().toMillis(), TimeUnit.MILLISECONDS);
        running = new Running(invocation, System.nanoTime(), timeout);
        log.started(invocation.requestId());
        waiting.complete(RuntimeApi.event(function, invocation, clock.instant().plus(function.timeout())));
        return true;
    }

    /** {@code GET /invocation/next}: answered when there is an invocation. */
    CompletionStage<HttpResponse> next() {
        CompletableFuture<HttpResponse> answer = new CompletableFuture<>();
        synchronized (this) {
            if (ended || running != null) {
                return CompletableFuture.completedFuture(RuntimeApi.refused("InvalidStateTransition"));
            }
            initDuration = initDuration == null ? age() : initDuration;
            next = answer;
            idleSinceNanos = System.nanoTime();
        }
        owner.ready(this);
        return answer;
    }

    /** {@code POST /init/error}: the process exits by itself. */
    synchronized void failInit(byte[] error) {
        initError = error;
    }

    /** Lets an idle process end in order, so that it can write its class archive. */
    void stop() {
        process.stop();
    }

    /** Because the whole system ends. Completes when the process is gone. */
    CompletableFuture<?> close() {
        closing = true;
        return kill();
    }

    /** Ends the process at once; a running invocation fails. */
    private CompletableFuture<?> kill() {
        CompletableFuture<?> gone = process.kill();
        end(128 + 9);
        return gone;
    }

    private void startTookTooLong(Duration limit) {
        if (initDuration == null) {
            failInit(ErrorPayload.timedOut("-", limit));
            Tasks.logFailure(kill());
        }
    }

    private void timeOut(Invocation invocation) {
        String requestId = invocation.requestId();
        if (finish(requestId, new FunctionError(ErrorPayload.timedOut(requestId, function.timeout())))) {
            Tasks.logFailure(kill());
        }
    }

    /** What became of the invocation; false if it is not the one that runs. */
    boolean finish(String requestId, InvocationResult result) {
        Running finished;
        Duration init;
        synchronized (this) {
            finished = running;
            if (finished == null || !finished.invocation().requestId().equals(requestId)) {
                return false;
            }
            running = null;
            init = served++ == 0 && initDuration != null ? initDuration : Duration.ZERO;
        }
        finished.timeout().cancel(false);
        log.finished(requestId, since(finished.startedAtNanos()), init, process.pid());
        if (result instanceof FunctionError error && !closing) {
            log.failed("failed with", error.payload());
        }
        finished.invocation().result().complete(result);
        return true;
    }

    /** The process has ended, or could not be started. */
    void end(int exitStatus) {
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
            startFailure = initDuration == null ? reason : null;
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
