package dev.downlink.local.lambda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ClassArchivesTest {

    @TempDir
    private Path work;

    @Test
    void replacesAnEnvironmentThatHasServedByOneWithAnArchive() throws IOException {
        try (LambdaFixture fixture = new LambdaFixture(
                LambdaFixture.settings(work, Duration.ZERO, true), LambdaFixture.function("probe", work))) {
            String first = fixture.call("probe", "pid");

            await().atMost(Duration.ofSeconds(30)).until(() -> !archives().isEmpty());

            String second = fixture.call("probe", "pid");
            assertThat(second).isNotEqualTo(first);
            assertThat(commandLine(second))
                    .contains("-XX:SharedArchiveFile=" + archives().getFirst());
            assertThat(archives())
                    .singleElement()
                    .satisfies(archive ->
                            assertThat(archive.getFileName().toString()).matches("probe-[0-9a-f]{16}\\.jsa"));
        }
    }

    @Test
    void deletesWhatEndedProcessesLeft() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path archives = Files.createDirectories(work.resolve("archives"));
        Path left = Files.createFile(archives.resolve("probe-0123456789abcdef.jsa." + ended.pid()));
        Path ours = Files.createFile(archives.resolve(
                "probe-0123456789abcdef.jsa." + ProcessHandle.current().pid()));

        var unused = new ClassArchives(work, Path.of(System.getProperty("java.home")));

        assertThat(unused).isNotNull();
        assertThat(left).doesNotExist();
        assertThat(ours).exists();
    }

    @Test
    void keepsOfAServiceOnlyWhatSomebodyRuns() throws Exception {
        Process ended = new ProcessBuilder("true").start();
        ended.waitFor();
        Path artifacts = Files.createDirectories(work.resolve("artifacts"));
        Path unused = Files.createDirectories(artifacts.resolve("probe-000000000000/lib"))
                .getParent();
        Files.createFile(artifacts.resolve("probe-000000000000." + ended.pid()));
        Path used = Files.createDirectory(artifacts.resolve("probe-111111111111"));
        Files.createFile(artifacts.resolve(
                "probe-111111111111." + ProcessHandle.current().pid()));
        Path another = Files.createDirectory(artifacts.resolve("probe-service-000000000000"));

        Path unpacked = LambdaFixture.function("probe", work).artifact().directory();

        assertThat(unused).doesNotExist();
        assertThat(used).exists();
        assertThat(another).exists();
        assertThat(unpacked.resolve("lib/probe.jar")).exists();
    }

    @Test
    void unpacksTheSameContentOnce() throws IOException {
        Path directory = LambdaFixture.function("probe", work).artifact().directory();

        assertThat(LambdaFixture.function("other", work).artifact().directory()).isEqualTo(directory);
        assertThat(Files.getLastModifiedTime(directory.resolve("lib/probe.jar")).toMillis())
                .isEqualTo(1_000_000_000_000L);
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(work.resolve("archives"))) {
            return files.filter(file -> file.toString().endsWith(".jsa")).toList();
        }
    }

    private static String commandLine(String pid) throws IOException {
        return ProcessHandle.of(Long.parseLong(pid))
                .flatMap(process -> process.info().commandLine())
                .orElseThrow();
    }
}
