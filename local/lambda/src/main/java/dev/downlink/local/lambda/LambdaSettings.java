package dev.downlink.local.lambda;

import dev.downlink.local.aws.Backoff;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How functions run on this machine.
 *
 * @param javaHome the JDK that runs them, 21 or newer
 * @param runtimeClient the directory that holds the runtime interface client and its dependencies
 * @param nativeTransport whether the client uses its own native transport, which exists for Linux only, or ours
 * @param workDirectory for class archives, logs and the client's transport; kept between runs
 * @param awsEndpoint what the AWS SDK in the functions talks to
 * @param databaseEndpoint what it talks to for DynamoDB
 * @param environmentsPerFunction the most that run at once; further invocations wait in order
 * @param scaleOutAfter how long an invocation waits for a busy environment before another one is started
 * @param idleTimeout how long an environment is kept without work
 * @param initTimeout how long a start may take; AWS allows 10 s, this machine may be busy
 * @param asyncRetryDelays before the first and the second retry of a failed asynchronous invocation
 * @param throttleBackoff between the attempts of a throttled asynchronous invocation
 * @param archiveWhenIdleFor how long an environment must have had no work before it is given up to write a class-data
 *     archive; null: no archives
 */
public record LambdaSettings(
        Path javaHome,
        Path runtimeClient,
        boolean nativeTransport,
        Path workDirectory,
        String awsEndpoint,
        String databaseEndpoint,
        int environmentsPerFunction,
        Duration scaleOutAfter,
        Duration idleTimeout,
        Duration initTimeout,
        List<Duration> asyncRetryDelays,
        Backoff throttleBackoff,
        @Nullable Duration archiveWhenIdleFor) {

    public LambdaSettings {
        asyncRetryDelays = List.copyOf(asyncRetryDelays);
    }

    /** AWS's delays and, for the rest, what suits a laptop. */
    public static LambdaSettings defaults(Path runtimeClient, Path workDirectory, String awsEndpoint) {
        return new LambdaSettings(
                Path.of(System.getProperty("java.home")),
                runtimeClient,
                System.getProperty("os.name").equals("Linux"),
                workDirectory,
                awsEndpoint,
                awsEndpoint,
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                Duration.ofMillis(100),
                Duration.ofMinutes(10),
                Duration.ofSeconds(60),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2)),
                new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5)),
                Duration.ofSeconds(5));
    }
}
