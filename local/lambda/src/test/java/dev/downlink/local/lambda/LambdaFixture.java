package dev.downlink.local.lambda;

import dev.downlink.local.aws.Backoff;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.sqs.Queues;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/** A Lambda with functions made of {@link ProbeHandler}, in real processes. */
final class LambdaFixture implements AutoCloseable {

    static final Path RUNTIME_CLIENT = Path.of("target", "ric").toAbsolutePath();

    final EventLoopGroup eventLoops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    final Queues queues = new Queues(Clock.systemUTC());
    final LambdaFaults faults = new LambdaFaults();
    final LocalLambda lambda;

    LambdaFixture(LambdaSettings settings, FunctionConfiguration... functions) throws IOException {
        lambda = new LocalLambda(settings, List.of(functions), faults, queues, eventLoops, Clock.systemUTC());
    }

    static LambdaSettings settings(Path workDirectory) {
        return settings(workDirectory, null, true);
    }

    static LambdaSettings settings(Path workDirectory, @Nullable Duration archiveWhenIdleFor, boolean nativeTransport) {
        return new LambdaSettings(
                Path.of(System.getProperty("java.home")),
                RUNTIME_CLIENT,
                nativeTransport,
                workDirectory,
                "http://localhost:4566",
                "http://localhost:8000",
                2,
                Duration.ZERO,
                Duration.ofMinutes(1),
                Duration.ofSeconds(60),
                List.of(Duration.ofMillis(50), Duration.ofMillis(100)),
                new Backoff(Duration.ofMillis(10), Duration.ofMillis(100)),
                archiveWhenIdleFor);
    }

    static FunctionConfiguration function(String name, Path workDirectory) throws IOException {
        return new FunctionConfiguration(
                name,
                ProbeHandler.class.getName(),
                128,
                Duration.ofSeconds(20),
                null,
                Map.of("GREETING", "hello"),
                Artifact.unpack(artifact(workDirectory), workDirectory),
                2,
                Duration.ofHours(1),
                "failed");
    }

    static FunctionConfiguration with(
            FunctionConfiguration function,
            Duration timeout,
            @Nullable Integer reserved,
            Map<String, String> variables) {
        return new FunctionConfiguration(
                function.name(),
                function.handler(),
                function.memoryMb(),
                timeout,
                reserved,
                variables,
                function.artifact(),
                function.maximumRetryAttempts(),
                function.maximumEventAge(),
                function.onFailureQueue());
    }

    /** A service's zip: {@code lib/probe.jar}. */
    private static Path artifact(Path workDirectory) throws IOException {
        Path zip = workDirectory.resolve("probe.zip");
        String file = ProbeHandler.class.getName().replace('.', '/') + ".class";
        try (InputStream handler = Objects.requireNonNull(
                        ProbeHandler.class.getClassLoader().getResourceAsStream(file));
                OutputStream stream = Files.newOutputStream(zip);
                ZipOutputStream entries = new ZipOutputStream(stream)) {
            entries.putNextEntry(entry("lib/probe.jar"));
            JarOutputStream jar = new JarOutputStream(entries);
            jar.putNextEntry(entry(file));
            handler.transferTo(jar);
            jar.closeEntry();
            jar.finish();
            entries.closeEntry();
        }
        return zip;
    }

    private static ZipEntry entry(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTime(1_000_000_000_000L);
        return entry;
    }

    CompletableFuture<InvocationResult> invoke(String function, String event) {
        return lambda.invoke(function, json(event)).toCompletableFuture();
    }

    /** What the function returned, or the error it ended with. */
    String call(String function, String event) {
        return text(invoke(function, event).orTimeout(60, TimeUnit.SECONDS).join());
    }

    static String text(InvocationResult result) {
        return switch (result) {
            case Returned returned -> new String(returned.payload(), StandardCharsets.UTF_8).replace("\"", "");
            case FunctionError error -> "error " + new String(error.payload(), StandardCharsets.UTF_8);
            case InvocationResult.Throttled ignored -> "throttled";
            case InvocationResult.NotFound ignored -> "not found";
        };
    }

    static byte[] json(String event) {
        return ("\"" + event + "\"").getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        lambda.close();
        eventLoops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
