package dev.downlink.local.runtime;

import dev.downlink.local.aws.Backoff;
import dev.downlink.local.gateway.GatewaySettings;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import dev.downlink.local.lambda.LambdaSettings;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How to run the system.
 *
 * @param home the project's root, with the services' folders and their artifacts
 * @param port of the gateway
 * @param awsPort of the AWS endpoint
 * @param data where streams, tables, queues and schedules are kept; null for memory only
 * @param channels the rules file
 * @param demoSpeed how many times as fast as in life the demo runs; 0 without a demo
 * @param maximumEnvironments processes per function at most; further invocations wait for one
 * @param faults a file that says what goes wrong, read again when it changes; null: nothing
 * @param times what AWS fixes and tests shorten
 */
public record RuntimeSettings(
        Path home,
        int port,
        int awsPort,
        @Nullable Path data,
        Path channels,
        double demoSpeed,
        int maximumEnvironments,
        @Nullable Path faults,
        Times times) {

    /** The console's files, unless the build left it out. */
    Optional<Path> console() {
        return Optional.of(home.resolve("console/target/site")).filter(Files::isDirectory);
    }

    /** The folder of the functions' logs. */
    public Path logs() {
        return work().resolve("logs");
    }

    /** For class-data archives, logs and the unpacked artifacts: kept between runs. */
    Path work() {
        return home.resolve("local/runtime/target");
    }

    /** With {@code faults}, functions reach DynamoDB through the proxy, which has its faults; otherwise they save the detour. */
    LambdaSettings lambda(String awsEndpoint, URI database) {
        LambdaSettings defaults = LambdaSettings.defaults(home.resolve("local/lambda/target/ric"), work(), awsEndpoint);
        return new LambdaSettings(
                defaults.javaHome(),
                defaults.runtimeClient(),
                defaults.nativeTransport(),
                defaults.workDirectory(),
                awsEndpoint,
                faults == null ? database.toString() : awsEndpoint,
                maximumEnvironments,
                defaults.scaleOutAfter(),
                times.idleEnvironment(),
                defaults.initTimeout(),
                times.asyncRetries(),
                times.throttleBackoff(),
                defaults.archiveWhenIdleFor());
    }

    /** What the references of the rules file point to: ours, or a default for development. */
    static Map<String, String> secrets() {
        return Map.of(
                "DOWNLINK_API_KEY",
                System.getenv().getOrDefault("DOWNLINK_API_KEY", "local-api-key"),
                "DOWNLINK_TOKEN_SECRET",
                System.getenv().getOrDefault("DOWNLINK_TOKEN_SECRET", "local-token-secret-of-32-bytes-or-more"));
    }

    GatewaySettings gateway() {
        WebSocketSettings sockets = WebSocketSettings.defaults();
        return GatewaySettings.onPort(port)
                .withWebSocket(
                        sockets.withTimes(times.socketIdle(), times.socketDuration(), sockets.integrationTimeout()));
    }

    static final int DEFAULT_PORT = 8080;
    static final int DEFAULT_AWS_PORT = 4566;

    /** What the machine can run at once, but no less than two: a function may wait for another instance of itself. */
    static int defaultMaximumEnvironments() {
        return Math.max(2, Runtime.getRuntime().availableProcessors());
    }

    /**
     * Delays and limits.
     *
     * @param streamPoll how often a shard without news is read; Lambda: 1 s
     * @param asyncRetries before each retry of a failed asynchronous invocation; Lambda: 1 and 2 minutes
     * @param throttleBackoff between the attempts of a throttled asynchronous invocation; Lambda: 1 s to 5 minutes
     * @param idleEnvironment after which an unused process is ended
     * @param socketIdle after which a silent WebSocket is closed; API Gateway: 10 minutes
     * @param socketDuration after which every WebSocket is closed; API Gateway: 2 hours
     */
    public record Times(
            Duration streamPoll,
            List<Duration> asyncRetries,
            Backoff throttleBackoff,
            Duration idleEnvironment,
            Duration socketIdle,
            Duration socketDuration) {

        public Times {
            asyncRetries = List.copyOf(asyncRetries);
        }

        /** Those of AWS. */
        public static Times ofAws() {
            return new Times(
                    Duration.ofSeconds(1),
                    List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                    new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(10),
                    Duration.ofHours(2));
        }
    }
}
