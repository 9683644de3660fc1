package dev.downlink.local.runtime;

import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code ./downlink}. */
@Command(
        name = "downlink",
        mixinStandardHelpOptions = true,
        version = "Downlink 0.1.0",
        sortOptions = false,
        usageHelpAutoWidth = true,
        description = "Runs Downlink on this machine: gateway, functions, streams, tables, schedules and a demo. "
                + "Ctrl-C stops everything it started.")
public final class Main implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @Spec
    private @Nullable CommandSpec spec;

    @Mixin
    private LaunchOptions options = new LaunchOptions();

    public static void main(String[] arguments) {
        int status = commandLine().execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Tells in one line what is wrong with its arguments, or what stops the start. */
    static CommandLine commandLine() {
        return new CommandLine(new Main()).setParameterExceptionHandler((refused, arguments) -> {
            CommandLine command = refused.getCommandLine();
            command.getErr().println("downlink: " + refused.getMessage());
            return command.getCommandSpec().exitCodeOnInvalidInput();
        });
    }

    @Override
    public Integer call() throws InterruptedException {
        RuntimeSettings settings = options.settings();
        long before = System.nanoTime();
        LocalRuntime runtime;
        try {
            runtime = LocalRuntime.start(settings);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The start failed", e);
            Objects.requireNonNull(spec, "set by picocli")
                    .commandLine()
                    .getErr()
                    .println("downlink: " + Reason.of(e));
            return 1;
        }
        CountDownLatch stopped = new CountDownLatch(1);
        Thread main = Thread.currentThread();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            stopped.countDown();
            awaitEnd(main);
        }));
        try {
            System.out.println(new Welcome(settings, (System.nanoTime() - before) / 1_000_000).text());
            stopped.await();
            System.out.println("Stopping …");
        } finally {
            runtime.close();
        }
        return 0;
    }

    /** The JVM must not end before what it started has ended. */
    private static void awaitEnd(Thread thread) {
        try {
            thread.join(Duration.ofSeconds(15));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
