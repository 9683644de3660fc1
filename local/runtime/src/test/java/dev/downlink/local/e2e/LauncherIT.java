package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.aws.TestEndpoint;
import dev.downlink.local.dynamodb.DynamoDbFaults;
import dev.downlink.local.dynamodb.DynamoDbLocal;
import dev.downlink.local.dynamodb.DynamoDbProxy;
import dev.downlink.local.dynamodb.DynamoDbSettings;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** The command {@code ./downlink}, as typed. */
final class LauncherIT {

    @Test
    void saysWhatToTryAndEndsEveryProcessItStarted() throws Exception {
        Process downlink = launch("--port", freePort(), "--aws-port", freePort(), "--no-demo");
        List<ProcessHandle> started;
        try (BufferedReader output = downlink.inputReader()) {
            String welcome = readUntil(output, "Ctrl-C stops everything.");
            assertThat(welcome).contains("wscat", "curl", "kinesis put-record");
            started = processes(downlink);
        } finally {
            downlink.destroy();
        }

        assertThat(downlink.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertEnded(started);
    }

    @Test
    void tellsTheFunctionsOfOpenSocketsBeforeCtrlCEndsThem(@TempDir Path data) throws Exception {
        String port = freePort();
        Process downlink = launch("--port", port, "--aws-port", freePort(), "--no-demo", "--data", data.toString());
        try (BufferedReader output = downlink.inputReader()) {
            readUntil(output, "Ctrl-C stops everything.");
            try (var socket = SocketClient.connect(URI.create("ws://localhost:" + port + "/local"))) {
                socket.send("{\"action\":\"ping\"}").awaitType("pong");

                // As the terminal does: to every process that it runs.
                new ProcessBuilder("kill", "-INT", "--", "-" + downlink.pid())
                        .start()
                        .waitFor();

                assertThat(socket.awaitClose()).isEqualTo(1001);
            }
            assertThat(downlink.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output.lines().toList()).containsExactly("", "Stopping …");
        } finally {
            downlink.destroy();
        }
        assertThat(connections(data)).isEmpty();
    }

    @Test
    void leavesNothingBehindWhenItIsKilled() throws Exception {
        Process downlink = launch("--port", freePort(), "--aws-port", freePort(), "--no-demo");
        List<ProcessHandle> started;
        try (BufferedReader output = downlink.inputReader()) {
            readUntil(output, "Ctrl-C stops everything.");
            started = processes(downlink);
        } finally {
            downlink.destroyForcibly();
        }

        assertEnded(started);
    }

    @Test
    void refusesAFolderThatAnotherOneUses(@TempDir Path data) throws Exception {
        Process first = launch("--port", freePort(), "--aws-port", freePort(), "--no-demo", "--data", data.toString());
        try (BufferedReader output = first.inputReader()) {
            readUntil(output, "Ctrl-C stops everything.");

            Process second =
                    launch("--port", freePort(), "--aws-port", freePort(), "--no-demo", "--data", data.toString());

            assertThat(printed(second)).isEqualTo("downlink: " + data + " is in use by another ./downlink");
        } finally {
            first.destroy();
        }
        assertThat(first.waitFor(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void saysInOneLineThatAPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process downlink = launch("--port", "" + taken.getLocalPort(), "--aws-port", freePort(), "--no-demo");

            assertThat(printed(downlink))
                    .isEqualTo("downlink: cannot listen on port " + taken.getLocalPort() + ": Address already in use");
            assertThat(downlink.waitFor()).isEqualTo(1);
        }
    }

    private static Process launch(String... options) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                // Like a command that is typed: a process group of its own, which can be interrupted.
                                Stream.of(
                                        "setsid",
                                        "env",
                                        "--default-signal=INT",
                                        SystemUnderTest.ROOT.resolve("downlink").toString()),
                                Stream.of(options))
                        .toList())
                .redirectErrorStream(true)
                .start();
    }

    private static List<ProcessHandle> processes(Process downlink) {
        List<ProcessHandle> all = Stream.concat(Stream.of(downlink.toHandle()), downlink.descendants())
                .toList();
        assertThat(all).hasSizeGreaterThan(1);
        return all;
    }

    private static void assertEnded(List<ProcessHandle> processes) {
        assertThat(processes)
                .allSatisfy(process -> assertThat(process.onExit()
                                .thenApply(ended -> true)
                                .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                                .join())
                        .isTrue());
    }

    private static String printed(Process process) throws IOException {
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** What the connections table in the folder holds. */
    private static List<Map<String, AttributeValue>> connections(Path data) throws IOException {
        var settings = DynamoDbSettings.inMemory(SystemUnderTest.ROOT.resolve("local/dynamodb-local/target/lib"))
                .withDirectory(data.resolve("dynamodb"));
        try (DynamoDbLocal database = DynamoDbLocal.start(settings);
                DynamoDbProxy proxy = new DynamoDbProxy(database.endpoint(), new DynamoDbFaults(Clock.systemUTC()));
                TestEndpoint endpoint = new TestEndpoint(proxy);
                DynamoDbClient client = endpoint.client(DynamoDbClient.builder())) {
            return client.scan(scan -> scan.tableName("downlink-local-connections")).items().stream()
                    // Beside them is how far expired connections were swept.
                    .filter(item -> Objects.requireNonNull(item.get("pk")).s().startsWith("conn#"))
                    .toList();
        }
    }

    private static String readUntil(BufferedReader output, String last) throws IOException {
        var text = new StringBuilder();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            text.append(line).append('\n');
            if (line.contains(last)) {
                return text.toString();
            }
        }
        throw new AssertionError("ended after: " + text);
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return "" + socket.getLocalPort();
        }
    }
}
