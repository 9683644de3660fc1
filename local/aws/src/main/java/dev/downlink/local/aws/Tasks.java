package dev.downlink.local.aws;

import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs what nobody waits for. What fails is logged: an executor keeps it in a future that nobody reads. */
public final class Tasks {

    private static final Logger LOG = LoggerFactory.getLogger(Tasks.class);

    private Tasks() {}

    /** Runs the task once, or never if the timer ends before. */
    public static void runAfter(ScheduledExecutorService timer, Duration delay, Runnable task) {
        try {
            Future<?> unused = timer.schedule(() -> logged(task), delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("the timer has ended; a task is not run", e);
        }
    }

    /** Runs the task again and again, also after it failed. */
    public static void runEvery(ScheduledExecutorService timer, Duration interval, Runnable task) {
        Future<?> unused = timer.scheduleWithFixedDelay(
                () -> logged(task), interval.toNanos(), interval.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Logs how the stage failed, if it does. */
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
