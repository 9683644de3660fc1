package dev.downlink.local.lambda;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * The runtime interface client: its jars and how it talks to the Runtime API.
 *
 * @param nativeLibrary its transport, unpacked once for all processes; null where ours in plain Java is among the jars
 */
record RuntimeClient(List<Path> jars, @Nullable Path nativeLibrary) {

    private static final String TRANSPORT =
            "com/amazonaws/services/lambda/runtime/api/client/runtimeapi/NativeClient.class";

    /**
     * @param directory the client's jars
     * @param workDirectory gets the native library (processes that each unpack it to the client's own fixed path crash
     *     one another) or the jar with our transport
     */
    static RuntimeClient load(Path directory, Path workDirectory, boolean nativeTransport) throws IOException {
        List<Path> jars;
        try (Stream<Path> files = Files.list(directory)) {
            jars = files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
        Path target = Files.createDirectories(workDirectory.resolve("transport"));
        return nativeTransport
                ? new RuntimeClient(jars, nativeLibrary(jars, target))
                : new RuntimeClient(
                        Stream.concat(Stream.of(transportJar(target)), jars.stream())
                                .toList(),
                        null);
    }

    private static Path nativeLibrary(List<Path> jars, Path target) throws IOException {
        Path client = jars.stream()
                .filter(jar -> jar.getFileName().toString().contains("runtime-interface-client"))
                .findFirst()
                .orElseThrow(() -> new IOException("no runtime interface client in " + jars));
        boolean arm = System.getProperty("os.arch").equals("aarch64");
        boolean musl = Files.exists(Path.of("/lib/ld-musl-" + (arm ? "aarch64" : "x86_64") + ".so.1"));
        String name = "libaws-lambda-jni.linux" + (musl ? "_musl" : "") + "-" + (arm ? "aarch_64" : "x86_64") + ".so";
        try (FileSystem files = FileSystems.newFileSystem(client)) {
            return write(target.resolve(name), Files.readAllBytes(files.getPath("jni", name)));
        }
    }

    /** A class archive takes jars only, and notices when one was written anew. */
    private static Path transportJar(Path target) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (InputStream transport = Objects.requireNonNull(
                        RuntimeClient.class.getClassLoader().getResourceAsStream(TRANSPORT));
                ZipOutputStream jar = new ZipOutputStream(bytes)) {
            ZipEntry entry = new ZipEntry(TRANSPORT);
            entry.setTime(0);
            jar.putNextEntry(entry);
            transport.transferTo(jar);
        }
        return write(target.resolve("transport.jar"), bytes.toByteArray());
    }

    private static Path write(Path file, byte[] content) throws IOException {
        if (Files.notExists(file) || !Arrays.equals(Files.readAllBytes(file), content)) {
            Path incomplete = Files.createTempFile(file.getParent(), "incomplete", ".tmp");
            Files.write(incomplete, content);
            Files.move(incomplete, file, StandardCopyOption.ATOMIC_MOVE);
        }
        return file;
    }
}
