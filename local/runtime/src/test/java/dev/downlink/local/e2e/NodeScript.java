package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a script of {@code src/test/js} under Node with the console's packages. */
final class NodeScript {

    private NodeScript() {}

    /** Runs it to its end and fails with what it printed if it does not succeed; skips the test without Node or npm packages. */
    static void run(String script, Object... arguments) throws IOException, InterruptedException {
        var modules = SystemUnderTest.ROOT.resolve("console/node_modules");
        assumeTrue(Files.isDirectory(modules), "not checked: " + script + " needs Node and npm (console/node_modules)");
        List<String> command = new ArrayList<>(List.of(
                "node",
                SystemUnderTest.ROOT
                        .resolve("local/runtime/src/test/js")
                        .resolve(script)
                        .toString()));
        Arrays.stream(arguments).map(Object::toString).forEach(command::add);
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("NODE_PATH", modules.toString());
        var output = Files.createTempFile("node", ".log");
        Process process = builder.redirectOutput(output.toFile()).start();
        try {
            assertThat(process.waitFor(3, TimeUnit.MINUTES))
                    .as(script + " ends")
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        String printed = Files.readString(output, StandardCharsets.UTF_8);
        Files.delete(output);
        assertThat(process.exitValue()).as(printed).isZero();
    }
}
