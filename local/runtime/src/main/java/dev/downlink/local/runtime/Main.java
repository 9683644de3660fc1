package dev.downlink.local.runtime;

import static dev.downlink.local.runtime.RuntimeSettings.DEFAULT_AWS_PORT;
import static dev.downlink.local.runtime.RuntimeSettings.DEFAULT_PORT;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.channel.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
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

    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

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

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Keep data in this folder: tables, streams and how far they were processed, queues, schedules "
                            + "(default: in memory).")
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
            description =
                    "Processes per function at most (default: as many as there are cores, 2 or more). An invocation that "
                            + "finds them all busy waits for one, where AWS would start another.")
    private int maximumEnvironments = RuntimeSettings.defaultMaximumEnvironments();

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "What is to go wrong; read again when it changes (format: docs/architecture.md).")
    private @Nullable Path faults;

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
        RuntimeSettings settings = settings();
        long before = System.nanoTime();
        LocalRuntime runtime;
        try {
            runtime = LocalRuntime.start(settings);
        } catch (IOException | RuntimeException e) {
            LOG.debug("The start failed", e);
            spec().commandLine().getErr().println("downlink: " + Reason.of(e));
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
        check(rules);
        checkPort("--port", port);
        checkPort("--aws-port", awsPort);
        if (!(demoSpeed > 0) || Double.isInfinite(demoSpeed)) {
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
                faults,
                RuntimeSettings.Times.ofAws());
    }

    /** A mistake in the rules would stop every function at its start; told here, it stops ours. */
    private void check(Path rules) {
        try {
            ChannelRules loaded = ChannelRulesLoader.load(Files.readString(rules));
            new StartCheck(RuntimeSettings.secrets()).check(loaded);
        } catch (IOException e) {
            String reason = Reason.of(e);
            throw invalid("--channels " + (reason.startsWith(rules + ": ") ? reason : rules + ": " + reason));
        } catch (InvalidConfigurationException e) {
            throw invalid("--channels " + rules + ": " + e.getMessage());
        }
    }

    private void checkPort(String option, int value) {
        if (value < 1 || value > 65_535) {
            throw invalid(option + " " + value + ": expected a port from 1 to 65535");
        }
    }

    private ParameterException invalid(String message) {
        return new ParameterException(spec().commandLine(), message);
    }

    private CommandSpec spec() {
        return Objects.requireNonNull(spec, "set by picocli");
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
