package dev.downlink.local;

import static dev.downlink.local.RuntimeSettings.DEFAULT_AWS_PORT;
import static dev.downlink.local.RuntimeSettings.DEFAULT_MAXIMUM_ENVIRONMENTS;
import static dev.downlink.local.RuntimeSettings.DEFAULT_PORT;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Spec
    private @Nullable CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "" + DEFAULT_PORT,
            description = "Console, WebSocket and HTTP API (default: ${DEFAULT-VALUE}).")
    private int port;

    @Option(
            names = "--aws-port",
            paramLabel = "PORT",
            defaultValue = "" + DEFAULT_AWS_PORT,
            description = "AWS endpoint: Kinesis, DynamoDB, Scheduler, Lambda, SQS (default: ${DEFAULT-VALUE}).")
    private int awsPort;

    @Option(names = "--data", paramLabel = "DIR", description = "Keep data in this folder (default: in memory).")
    private @Nullable Path data;

    @Option(names = "--channels", paramLabel = "FILE", description = "The channel rules (default: local/channels.yml).")
    private @Nullable Path channels;

    @Option(names = "--no-demo", description = "Leave out the subway demo.")
    private boolean noDemo;

    @Option(
            names = "--demo-speed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Run the demo N times as fast as in life (default: ${DEFAULT-VALUE}).")
    private double demoSpeed;

    @Option(
            names = "--max-environments",
            paramLabel = "N",
            defaultValue = "" + DEFAULT_MAXIMUM_ENVIRONMENTS,
            description =
                    "Processes per function at most (default: ${DEFAULT-VALUE}). An invocation that finds them all "
                            + "busy waits for one, where AWS would start another.")
    private int maximumEnvironments;

    public static void main(String[] arguments) {
        int status = new CommandLine(new Main()).execute(arguments);
        if (status != 0) {
            System.exit(status);
        }
    }

    @Override
    public Integer call() throws InterruptedException {
        RuntimeSettings settings = settings();
        long before = System.nanoTime();
        LocalRuntime runtime;
        try {
            runtime = LocalRuntime.start(settings);
        } catch (IOException e) {
            System.err.println("downlink: " + e.getMessage());
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

    private RuntimeSettings settings() {
        Path home = Path.of(System.getProperty("downlink.home", "."));
        Path rules = channels == null ? home.resolve("local/channels.yml") : channels;
        if (!Files.isReadable(rules)) {
            throw invalid("--channels " + rules + ": no such file");
        }
        if (demoSpeed <= 0) {
            throw invalid("--demo-speed " + demoSpeed + ": expected a number above 0");
        }
        if (maximumEnvironments < 1) {
            throw invalid("--max-environments " + maximumEnvironments + ": expected 1 or more");
        }
        return new RuntimeSettings(
                home.toAbsolutePath().normalize(),
                port,
                awsPort,
                data,
                rules,
                noDemo ? 0 : demoSpeed,
                maximumEnvironments,
                RuntimeSettings.Times.ofAws());
    }

    private ParameterException invalid(String message) {
        return new ParameterException(java.util.Objects.requireNonNull(spec).commandLine(), message);
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
