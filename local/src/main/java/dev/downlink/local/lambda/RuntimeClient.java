package dev.downlink.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The runtime interface client: its jars and its native library, unpacked once for all processes. */
record RuntimeClient(List<Path> jars, Path nativeLibrary) {

    /**
     * @param directory the client's jars
     * @param workDirectory gets the native library: processes that each unpack it to the client's own fixed path crash
     *     one another
     */
    static RuntimeClient load(Path directory, Path workDirectory) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(directory)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Path client = jars.stream()
                .filter(jar -> jar.getFileName().toString().contains("runtime-interface-client"))
                .findFirst()
                .orElseThrow(() -> new IOException("no runtime interface client in " + directory));
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "aarch_64" : "x86_64";
        String libc =
                Files.exists(Path.of("/lib/ld-musl-" + architecture.replace("_64", "64") + ".so.1")) ? "_musl" : "";
        String name = "libaws-lambda-jni.linux" + libc + "-" + architecture + ".so";
        Path library = Files.createDirectories(workDirectory.resolve("native")).resolve(name);
        if (Files.notExists(library)) {
            unpack(client, name, library);
        }
        return new RuntimeClient(jars, library);
    }

    private static void unpack(Path jar, String name, Path target) throws IOException {
        Path incomplete = Files.createTempFile(target.getParent(), name, ".tmp");
        try (FileSystem files = FileSystems.newFileSystem(jar);
                InputStream library = Files.newInputStream(files.getPath("jni", name))) {
            Files.copy(library, incomplete, StandardCopyOption.REPLACE_EXISTING);
        }
        Files.move(incomplete, target, StandardCopyOption.ATOMIC_MOVE);
    }
}
