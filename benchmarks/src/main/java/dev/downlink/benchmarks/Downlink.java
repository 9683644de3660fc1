package dev.downlink.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A system started with {@code ./downlink} on ports of its own; closing it ends all its processes. */
final class Downlink implements AutoCloseable {

    static final int PORT = 18080;
    static final int AWS_PORT = 14566;
    static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Process process;
    private final Duration startup;

    private Downlink(Process process, Duration startup) {
        this.process = process;
        this.startup = startup;
    }

    static Downlink start(Path root, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(root.resolve("downlink").toString(), "--port", "" + PORT, "--aws-port", "" + AWS_PORT));
        command.addAll(Arrays.asList(options));
        Path log = Files.createDirectories(root.resolve("benchmarks/target")).resolve("downlink.log");
        long before = System.nanoTime();
        Process process = new ProcessBuilder(command)
                .directory(root.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        while (!healthy()) {
            if (!process.isAlive()) {
                throw new IOException("./downlink ended: " + Files.readString(log));
            }
            Thread.sleep(20);
        }
        return new Downlink(process, Duration.ofNanos(System.nanoTime() - before));
    }

    /** From starting the launcher to the first healthy answer. */
    Duration startup() {
        return startup;
    }

    /** Proportional set sizes of the launcher's process and all its descendants: pages they share count once. */
    long memoryBytes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .mapToLong(handle -> proportionalSetBytes(handle.pid()))
                .sum();
    }

    List<String> processes() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .map(handle -> proportionalSetBytes(handle.pid()) / 1_000_000 + " MB")
                .toList();
    }

    /** Ends the functions' processes, so that the next invocation of each starts one. */
    void endFunctions() {
        process.descendants()
                .filter(handle -> handle.info().commandLine().orElse("").contains("com.amazonaws.services.lambda"))
                .forEach(ProcessHandle::destroyForcibly);
    }

    static URI gateway(String pathAndQuery) {
        return URI.create("ws://localhost:" + PORT + "/local" + pathAndQuery);
    }

    /** Calls the AWS endpoint's JSON protocol. */
    static String aws(String target, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + AWS_PORT + "/"))
                .header("X-Amz-Target", target)
                .header("Content-Type", "application/x-amz-json-1.1")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Invokes a function and waits. */
    static String invoke(String function, String event) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(
                        "http://localhost:" + AWS_PORT + "/2015-03-31/functions/" + function + "/invocations"))
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build());
    }

    /** Publishes through the server HTTP API. */
    static String publish(String channel, String data) throws IOException, InterruptedException {
        return send(publication("local-api-key", channel, data));
    }

    /** Is refused by the server HTTP API's handler, which asks no store for that. */
    static void publishWithWrongKey() throws IOException, InterruptedException {
        HttpRequest request = publication("wrong", "chat:lobby", "{}");
        if (HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() != 401) {
            throw new IOException("a wrong API key was not refused");
        }
    }

    /** Calls the server HTTP API. */
    static String api(String method, String body) throws IOException, InterruptedException {
        return send(call("local-api-key", method, body));
    }

    private static HttpRequest publication(String key, String channel, String data) {
        return call(key, "publish", "{\"channel\":\"" + channel + "\",\"data\":" + data + "}");
    }

    private static HttpRequest call(String key, String method, String body) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/api/" + method))
                .header("Content-Type", "application/json")
                .header("X-API-Key", key)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    private static String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(request.uri() + " answered " + response.statusCode() + ": " + response.body());
        }
        return response.body();
    }

    private static boolean healthy() throws InterruptedException {
        try {
            var request = HttpRequest.newBuilder(URI.create("http://localhost:" + PORT + "/health"))
                    .timeout(Duration.ofSeconds(1))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private static long proportionalSetBytes(long pid) {
        try (Stream<String> lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                    .sum();
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
        boolean stopped = process.onExit()
                .thenApply(ended -> true)
                .completeOnTimeout(false, 20, TimeUnit.SECONDS)
                .join();
        if (!stopped) {
            throw new IllegalStateException("./downlink did not stop within 20 s of SIGTERM");
        }
    }
}
