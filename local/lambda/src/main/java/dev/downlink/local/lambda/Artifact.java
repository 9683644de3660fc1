package dev.downlink.local.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A service's code, unpacked: what is {@code /var/task} on AWS.
 *
 * @param directory holds {@code lib/*.jar}
 */
public record Artifact(Path directory) {

    /**
     * Unpacks a service's zip into a directory named by its content, unless it is there already; what the zip held before
     * is deleted, unless another process runs it. File times are those of the zip, so that class archives stay valid when
     * the same content is built or unpacked again.
     */
    public static Artifact unpack(Path zip, Path workDirectory) throws IOException {
        String service = zip.getFileName().toString().replaceFirst("\\.zip$", "");
        String name = service + "-" + hash(zip);
        Path artifacts = Files.createDirectories(workDirectory.resolve("artifacts"));
        Path directory = artifacts.resolve(name);
        WorkFiles.use(artifacts, name, Pattern.compile("\\Q" + service + "\\E-[0-9a-f]{12}"));
        if (Files.notExists(directory)) {
            Path incomplete = Files.createDirectory(artifacts.resolve(
                    name + ".incomplete." + ProcessHandle.current().pid()));
            unpackInto(incomplete, zip);
            try {
                Files.move(incomplete, directory, StandardCopyOption.ATOMIC_MOVE);
            } catch (FileSystemException e) {
                if (Files.notExists(directory)) {
                    throw e;
                }
            }
        }
        return new Artifact(directory);
    }

    /** The jars in the order of their names, which is Lambda's. */
    List<Path> jars() throws IOException {
        try (Stream<Path> files = Files.list(directory.resolve("lib"))) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        }
    }

    private static void unpackInto(Path directory, Path zip) throws IOException {
        try (ZipInputStream entries = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = entries.getNextEntry(); entry != null; entry = entries.getNextEntry()) {
                Path file = directory.resolve(entry.getName()).normalize();
                if (!file.startsWith(directory)) {
                    throw new IOException(zip + " holds " + entry.getName() + ", which lies outside of it");
                }
                if (!entry.isDirectory()) {
                    Files.createDirectories(file.getParent());
                    Files.copy(entries, file);
                    Files.setLastModifiedTime(file, entry.getLastModifiedTime());
                }
            }
        }
    }

    private static String hash(Path file) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (InputStream content = new DigestInputStream(Files.newInputStream(file), digest)) {
                content.transferTo(java.io.OutputStream.nullOutputStream());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
