package dev.downlink.local.lambda;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What runs leave behind for the next one, so that it grows only as long as somebody uses it: several may run at once. */
final class WorkFiles {

    private static final Pattern OF_PROCESS = Pattern.compile("(?<file>.+)\\.(?<pid>\\d+)");

    private WorkFiles() {}

    /**
     * Marks what has that name as used by this process until that ends, and deletes the others of its kind that no process
     * uses.
     *
     * @param kind what the names of such files match
     */
    static void use(Path directory, String file, Pattern kind) throws IOException {
        Path mark = directory.resolve(file + "." + ProcessHandle.current().pid());
        if (Files.notExists(mark)) {
            Files.createFile(mark);
        }
        deleteThoseOfEndedProcesses(directory);
        List<String> names = names(directory);
        for (String name : names) {
            boolean used = names.stream().anyMatch(other -> other.matches("\\Q" + name + "\\E\\.\\d+"));
            if (!used && kind.matcher(name).matches()) {
                delete(directory.resolve(name));
            }
        }
    }

    /** Deletes the files of a directory that end with the id of a process that is gone. */
    static void deleteThoseOfEndedProcesses(Path directory) throws IOException {
        for (String name : names(directory)) {
            Matcher ofProcess = OF_PROCESS.matcher(name);
            if (ofProcess.matches()
                    && ProcessHandle.of(Long.parseLong(ofProcess.group("pid"))).isEmpty()) {
                delete(directory.resolve(name));
            }
        }
    }

    private static List<String> names(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void delete(Path path) throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
