package dev.downlink.local.dynamodb;

import dev.downlink.local.aws.host.Uninterrupted;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * DynamoDB Local in a process of its own, which ends with {@link #close} or after this JVM, however that ends. Answers from
 * {@link #start} on.
 */
public final class DynamoDbLocal implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(DynamoDbLocal.class);
    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 5;

    /** DynamoDB Local takes no port 0: another process may take the free port before it does, and it ends. */
    private static final int ATTEMPTS = 3;

    private final DynamoDbSettings settings;
    private final int port;
    /** Holds the process's output, and the native library that it unpacks for itself. */
    private final Path workDirectory;

    private final DynamoDbJsonApi client;
    private volatile Process process;

    /**
     * Starts the process and waits until it answers.
     *
     * @throws IOException if it does not, with the last of what it printed
     */
    public static DynamoDbLocal start(DynamoDbSettings settings) throws IOException {
        for (int attempt = 1; settings.port() == 0 && attempt < ATTEMPTS; attempt++) {
            try {
                return new DynamoDbLocal(settings);
            } catch (EndedException taken) {
                LOG.debug("DynamoDB Local ended at its start; trying another port", taken);
            }
        }
        return new DynamoDbLocal(settings);
    }

    private static final class EndedException extends IOException {
        EndedException(String printed) {
            super(printed);
        }
    }

    private DynamoDbLocal(DynamoDbSettings settings) throws IOException {
        this.settings = settings;
        this.port = settings.port() == 0 ? freePort() : settings.port();
        this.workDirectory = Files.createTempDirectory("downlink-dynamodb-");
        this.client = new DynamoDbJsonApi(endpoint());
        this.process = launch();
        awaitReady();
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** Ends the process, for {@link #restart} to bring back. */
    public synchronized void stop() {
        stopProcess();
    }

    /** Stops the process and starts it again on the same port; tables kept in memory are gone then. */
    public synchronized void restart() throws IOException {
        stopProcess();
        process = launch();
        awaitReady();
    }

    /** Makes the table, unless there is one of that name. */
    public void createTable(DynamoDbTable table) throws IOException {
        table.create(client);
    }

    @Override
    public synchronized void close() {
        stopProcess();
        try (Stream<Path> files = Files.walk(workDirectory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process launch() throws IOException {
        List<String> command = new ArrayList<>(List.of(
                settings.java().toString(),
                "-XX:+UseSerialGC",
                "-Xmx512m",
                "-Xshare:auto",
                "-XX:TieredStopAtLevel=1",
                // Each start unpacks the native library for this platform there, and leaves it behind.
                "-Djava.io.tmpdir=" + workDirectory,
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                settings.libraries() + "/*" + File.pathSeparator + ownClasses(),
                DynamoDbMain.class.getName(),
                "-sharedDb",
                "-disableTelemetry",
                "-port",
                Integer.toString(port)));
        if (settings.directory().isPresent()) {
            Path directory = Files.createDirectories(settings.directory().get());
            command.addAll(List.of("-dbPath", directory.toAbsolutePath().toString()));
        } else {
            command.add("-inMemory");
        }
        return new ProcessBuilder(Uninterrupted.command(command))
                .directory(workDirectory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output().toFile())
                .start();
    }

    private void awaitReady() throws IOException {
        long deadlineNanos = System.nanoTime() + settings.startTimeout().toNanos();
        while (!answers()) {
            boolean alive = process.isAlive();
            if (!alive || System.nanoTime() > deadlineNanos) {
                String printed = "DynamoDB Local did not start:\n" + Files.readString(output());
                close();
                throw alive ? new IOException(printed) : new EndedException(printed);
            }
            try {
                process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                close();
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while DynamoDB Local started", e);
            }
        }
        LOG.info("DynamoDB Local answers at {}", endpoint());
    }

    private boolean answers() {
        try {
            return client.call("ListTables", "{}").statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    private void stopProcess() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    private static Path ownClasses() {
        return Path.of(URI.create(DynamoDbMain.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toString()));
    }

    private Path output() {
        return workDirectory.resolve("output.log");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
