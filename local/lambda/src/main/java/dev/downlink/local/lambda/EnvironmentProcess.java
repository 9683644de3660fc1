package dev.downlink.local.lambda;

import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** The process of one environment, which may be killed before it is there. */
final class EnvironmentProcess {

    private @Nullable Process process;
    private boolean killed;

    synchronized void attach(Process started) {
        process = started;
        if (killed) {
            started.destroyForcibly();
        }
    }

    /** Lets it end in order. */
    synchronized void stop() {
        if (process != null) {
            process.destroy();
        }
    }

    /** Completes when there is no process any more. */
    synchronized CompletableFuture<?> kill() {
        killed = true;
        return process == null
                ? CompletableFuture.completedFuture(null)
                : process.destroyForcibly().onExit();
    }

    /** −1 before there is one. */
    synchronized long pid() {
        return process == null ? -1 : process.pid();
    }
}
