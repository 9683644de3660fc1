package dev.downlink.local.lambda;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Class-data archives, which take most of a cold start away: one per function, class path and JDK. The first
 * environment that has served invocations records it, so it holds what a real invocation loads.
 */
final class ClassArchives {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchives.class);

    private final Path directory;
    private final Path javaHome;
    private final Set<Path> recording = ConcurrentHashMap.newKeySet();

    ClassArchives(Path workDirectory, Path javaHome) throws IOException {
        this.directory = Files.createDirectories(workDirectory.resolve("archives"));
        this.javaHome = javaHome;
        WorkFiles.deleteThoseOfEndedProcesses(directory);
    }

    /** What a new process of the function shall do: at most one records at a time. */
    ClassArchive open(String function, List<Path> classPath) throws IOException {
        Path archive = directory.resolve(function + "-" + fingerprint(classPath) + ".jsa");
        if (Files.exists(archive)) {
            return new ClassArchive.Used(archive);
        }
        if (recording.add(archive)) {
            Path incomplete = directory.resolve(
                    archive.getFileName() + "." + ProcessHandle.current().pid());
            return new ClassArchive.Recorded(function, incomplete, archive);
        }
        return new ClassArchive.None();
    }

    /** Keeps what a process wrote if it was left to finish, in place of the function's older archives. */
    void close(ClassArchive.Recorded recorded, boolean finished) {
        try {
            if (finished && Files.exists(recorded.incomplete())) {
                try (Stream<Path> files = Files.list(directory)) {
                    for (Path old : files.filter(file -> isOf(recorded.function(), file))
                            .toList()) {
                        Files.delete(old);
                    }
                }
                Files.move(recorded.incomplete(), recorded.archive(), StandardCopyOption.ATOMIC_MOVE);
                LOG.debug("{} has a class archive", recorded.function());
            } else {
                Files.deleteIfExists(recorded.incomplete());
            }
        } catch (IOException e) {
            LOG.warn("No class archive for {}: {}", recorded.function(), e.toString());
        } finally {
            recording.remove(recorded.archive());
        }
    }

    private static boolean isOf(String function, Path file) {
        return file.getFileName().toString().matches("\\Q" + function + "\\E-[0-9a-f]{16}\\.jsa");
    }

    /** By what the JVM itself compares before it accepts an archive. */
    private String fingerprint(List<Path> classPath) throws IOException {
        StringBuilder text = new StringBuilder(Files.readString(javaHome.resolve("release")));
        for (Path jar : classPath) {
            text.append(jar)
                    .append(Files.size(jar))
                    .append(Files.getLastModifiedTime(jar).toMillis());
        }
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
