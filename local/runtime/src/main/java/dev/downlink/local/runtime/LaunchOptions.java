package dev.downlink.local.runtime;

import static dev.downlink.local.runtime.RuntimeSettings.DEFAULT_AWS_PORT;
import static dev.downlink.local.runtime.RuntimeSettings.DEFAULT_PORT;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.channel.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code ./downlink}, and what they make of the runtime. */
final class LaunchOptions {

    @Spec(Spec.Target.MIXEE)
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
            names = "--probe",
            description = "Once a minute, publish to a client of our own and measure how long it takes.")
    private boolean probe;

    @Option(
            names = "--max-environments",
            paramLabel = "N",
            description =
                    "Processes per function at most (default: as many as there are cores, 2 or more). An invocation that "
                            + "finds them all busy waits for one, where AWS would start another.")
    private int maximumEnvironments = RuntimeSettings.defaultMaximumEnvironments();

    @Option(
            names = "--connection-beat",
            description = "Keep quiet connections open, and ask old ones to reconnect, as with Terraform's "
                    + "connection_beat.")
    private boolean connectionBeat;

    @Option(
            names = "--faults",
            paramLabel = "FILE",
            description = "What is to go wrong; read again when it changes (format: docs/architecture.md).")
    private @Nullable Path faults;

    /** @throws ParameterException that names the option which is not as expected */
    RuntimeSettings settings() {
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
                probe,
                maximumEnvironments,
                connectionBeat ? Set.of("connection_beat") : Set.of(),
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
}
