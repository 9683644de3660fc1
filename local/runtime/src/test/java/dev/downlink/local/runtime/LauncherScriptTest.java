package dev.downlink.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When {@code ./downlink} builds, and how it calls Java: with a Maven and a Java that only say what they are told. */
final class LauncherScriptTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));

    @TempDir
    private Path root;

    @BeforeEach
    void layOut() throws IOException {
        Files.copy(Path.of("../../downlink"), root.resolve("downlink"));
        write("bin/java", "#!/bin/sh\necho \"java $*\"\n");
        write(
                "bin/mvn",
                "#!/bin/sh\necho built >>\"" + root.resolve("builds.txt") + "\"\n"
                        + "echo 'The console is left out: no Node.'\n");
        executable("bin/java");
        executable("bin/mvn");
        for (String source :
                List.of("pom.xml", "chat-service/service.yml", "console/build.sh", "local/dynamodb-local/pom.xml")) {
            write(source, "");
            Files.setLastModifiedTime(root.resolve(source), LONG_AGO);
        }
        write("chat-service/target/chat-service.zip", "");
        write("local/runtime/target/downlink-local.jar", "");
        Files.createDirectories(root.resolve("local/dynamodb-local/target/lib"));
        builtBy(25);
    }

    @Test
    void startsAtOnceWhatIsBuilt() throws Exception {
        assertThat(downlink("--no-demo")).startsWith("java ").endsWith("dev.downlink.local.runtime.Main --no-demo");
        assertThat(builds()).isEmpty();
    }

    @Test
    void givesJavaOnlyOptionsThatItsVersionKnows() throws Exception {
        assertThat(downlink()).contains("--sun-misc-unsafe-memory-access=allow");

        builtBy(21);

        assertThat(downlink()).startsWith("java ").doesNotContain("--sun-misc-unsafe-memory-access");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "chat-service/target/chat-service.zip",
                "local/runtime/target/downlink-local.jar",
                "local/dynamodb-local/target/lib"
            })
    void buildsWhatIsMissing(String part) throws Exception {
        Files.delete(root.resolve(part));

        assertThat(downlink("--help")).contains("left out", "java ");

        assertThat(builds()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "chat-service/service.yml", "console/build.sh", "local/dynamodb-local/pom.xml"})
    void buildsWhatHasChangedUnlessItIsOnlyAskedForHelp(String source) throws Exception {
        Files.setLastModifiedTime(
                root.resolve(source), FileTime.from(Instant.now().plusSeconds(60)));

        downlink("--help");
        assertThat(builds()).isEmpty();

        downlink();
        assertThat(builds()).hasSize(1);
    }

    private void builtBy(int jdk) throws IOException {
        write(
                "local/runtime/target/jdk.txt",
                "Property settings:\n    java.home = %s\n    java.specification.version = %d\n".formatted(root, jdk));
    }

    private String downlink(String... options) throws IOException, InterruptedException {
        List<String> command =
                new ArrayList<>(List.of("/bin/sh", root.resolve("downlink").toString()));
        command.addAll(List.of(options));
        ProcessBuilder process = new ProcessBuilder(command).redirectErrorStream(true);
        process.environment().merge("PATH", root.resolve("bin").toString(), (path, first) -> first + ":" + path);
        Process started = process.start();
        String output = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(started.waitFor()).as(output).isZero();
        return output.strip();
    }

    private List<String> builds() throws IOException {
        Path builds = root.resolve("builds.txt");
        return Files.exists(builds) ? Files.readAllLines(builds) : List.of();
    }

    private void write(String file, String text) throws IOException {
        Path path = root.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, text);
    }

    private void executable(String file) throws IOException {
        Files.setPosixFilePermissions(root.resolve(file), PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
