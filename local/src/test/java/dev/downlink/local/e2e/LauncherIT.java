package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The command {@code ./downlink}, as typed. */
final class LauncherIT {

    @Test
    void saysWhatToTryAndEndsEveryProcessItStarted() throws Exception {
        Process downlink = launch("--port", freePort(), "--aws-port", freePort(), "--no-demo");
        List<ProcessHandle> started;
        try (BufferedReader output = downlink.inputReader()) {
            String welcome = readUntil(output, "Ctrl-C stops everything.");
            assertThat(welcome).contains("wscat", "curl", "kinesis put-record");
            started = Stream.concat(Stream.of(downlink.toHandle()), downlink.descendants())
                    .toList();
            assertThat(started).hasSizeGreaterThan(1);
        } finally {
            downlink.destroy();
        }

        assertThat(downlink.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(started)
                .allSatisfy(process -> assertThat(process.onExit()
                                .thenApply(ended -> true)
                                .completeOnTimeout(false, 5, TimeUnit.SECONDS)
                                .join())
                        .isTrue());
    }

    @Test
    void saysInOneLineThatAPortIsInUse() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Process downlink = launch("--port", "" + taken.getLocalPort(), "--aws-port", freePort(), "--no-demo");

            String output =
                    new String(downlink.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);

            assertThat(output.strip())
                    .isEqualTo("downlink: cannot listen on port " + taken.getLocalPort() + ": Address already in use");
            assertThat(downlink.waitFor()).isEqualTo(1);
        }
    }

    private static Process launch(String... options) throws IOException {
        return new ProcessBuilder(Stream.concat(
                                Stream.of(
                                        SystemUnderTest.ROOT.resolve("downlink").toString()),
                                Stream.of(options))
                        .toList())
                .redirectErrorStream(true)
                .start();
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
