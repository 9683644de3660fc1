package dev.downlink.local.dynamodb;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.host.Uninterrupted;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpResponse;
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
    private static final JsonMapper JSON = new JsonMapper();
    private static final long POLL_MILLIS = 50;
    private static final long STOP_SECONDS = 5;

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
        return new DynamoDbLocal(settings);
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
        HttpResponse<String> created = call("CreateTable", createRequest(table));
        if (created.statusCode() != 200 && !created.body().contains("ResourceInUseException")) {
            throw new IOException("CreateTable " + table.name() + " answered " + created.body());
        }
        if (table.timeToLiveAttribute().isPresent() && created.statusCode() == 200) {
            ObjectNode request = JSON.createObjectNode().put("TableName", table.name());
            request.putObject("TimeToLiveSpecification")
                    .put("AttributeName", table.timeToLiveAttribute().get())
                    .put("Enabled", true);
            HttpResponse<String> set = call("UpdateTimeToLive", request);
            if (set.statusCode() != 200) {
                throw new IOException("UpdateTimeToLive " + table.name() + " answered " + set.body());
            }
        }
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

    private static ObjectNode createRequest(DynamoDbTable table) {
        ObjectNode request =
                JSON.createObjectNode().put("TableName", table.name()).put("BillingMode", "PAY_PER_REQUEST");
        ArrayNode attributes = request.putArray("AttributeDefinitions");
        ArrayNode keys = request.putArray("KeySchema");
        attributes.addObject().put("AttributeName", table.partitionKey()).put("AttributeType", "S");
        keys.addObject().put("AttributeName", table.partitionKey()).put("KeyType", "HASH");
        table.sortKey().ifPresent(sortKey -> {
            attributes.addObject().put("AttributeName", sortKey).put("AttributeType", "S");
            keys.addObject().put("AttributeName", sortKey).put("KeyType", "RANGE");
        });
        return request;
    }

    private HttpResponse<String> call(String operation, ObjectNode request) throws IOException {
        try {
            return client.call(operation, request.toString());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted during " + operation, e);
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
            if (!process.isAlive() || System.nanoTime() > deadlineNanos) {
                String printed = Files.readString(output());
                close();
                throw new IOException("DynamoDB Local did not start:\n" + printed);
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
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
