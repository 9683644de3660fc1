package dev.downlink.local.aws;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs background tasks and logs their failures, which would otherwise stay in unread futures. */
public final class Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

    private Tasks() {}

    /** Runs the task once; not if the timer is shut down first. */
    public static void runAfter(ScheduledExecutorService timer, Duration delay, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the timer is shut down; skipping a task", e);
        }
    }

    /** Runs the task periodically, also after it failed. */
    public static void runEvery(ScheduledExecutorService timer, Duration interval, Runnable task) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> logged(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Logs the failure of the stage, if it fails. */
    public static void logFailure(CompletionStage<?> stage) {
        CompletionStage<?> unused = stage.whenComplete((result, failure) -> {
            if (failure != null) {
                LOG.error("a task failed", failure);
            }
        });
    }

    private static void logged(Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.error("a task failed", e);
        }
    }
}
