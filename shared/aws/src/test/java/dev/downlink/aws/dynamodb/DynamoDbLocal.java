package dev.downlink.aws.dynamodb;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.DynamoDbClientBuilder;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * DynamoDB Local in a process of its own: one for all tests of a JVM, in memory, on loopback, ended with the tests.
 *
 * <p>{@code @RegisterExtension static final DynamoDbLocal dynamoDb = new DynamoDbLocal();}
 */
public final class DynamoDbLocal implements BeforeAllCallback {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ATTEMPTS = 5;

    private @Nullable Server server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = context.getRoot()
                .getStore(ExtensionContext.Namespace.GLOBAL)
                .getOrComputeIfAbsent(Server.class, type -> Server.start(), Server.class);
    }

    /** One for tests that JUnit's extensions do not reach, such as jqwik's properties. It ends with the JVM. */
    public static DynamoDbLocal started() {
        DynamoDbLocal started = new DynamoDbLocal();
        started.server = Server.start();
        return started;
    }

    public DynamoDbClient client() {
        return server().client();
    }

    /** A client of its own whose requests are counted. */
    public DynamoDbClient client(RequestCounter counter) {
        return Server.builder(endpoint())
                .overrideConfiguration(configuration -> configuration.addExecutionInterceptor(counter))
                .build();
    }

    public URI endpoint() {
        return server().endpoint();
    }

    /** Creates a table with keys {@code pk} and {@code sk} and returns its name. */
    public String newTable() {
        String name = "table-" + UUID.randomUUID();
        client().createTable(table -> table.tableName(name)
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(text(Item.PK), text(Item.SK))
                .keySchema(key(Item.PK, KeyType.HASH), key(Item.SK, KeyType.RANGE)));
        return name;
    }

    /** What an application context needs to use this database, with new tables. */
    public Map<String, Object> properties() {
        return Map.of(
                "aws.region", "us-east-1",
                "aws.access-key-id", "local",
                "aws.secret-key", "local",
                "aws.services.dynamodb.endpoint-override", endpoint().toString(),
                "connections.table", newTable(),
                "subscriptions.table", newTable(),
                "publications.table", newTable());
    }

    private Server server() {
        return Objects.requireNonNull(server, "DynamoDbLocal is not registered as a static extension");
    }

    private static AttributeDefinition text(String name) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(ScalarAttributeType.S)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }

    private record Server(Process process, URI endpoint, DynamoDbClient client) implements AutoCloseable {

        /** Tries again if another process takes the free port before DynamoDB Local does, which then ends. */
        static Server start() {
            for (int attempt = 1; ; attempt++) {
                try {
                    return start(freePort());
                } catch (IllegalStateException ended) {
                    if (attempt == ATTEMPTS) {
                        throw ended;
                    }
                } catch (IOException failed) {
                    throw new UncheckedIOException("DynamoDB Local does not start", failed);
                }
            }
        }

        private static Server start(int port) throws IOException {
            Path folder = folder();
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "--enable-native-access=ALL-UNNAMED",
                            "-Djava.library.path=.",
                            "-cp",
                            "*",
                            "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
                            "-inMemory",
                            "-sharedDb",
                            "-disableTelemetry",
                            "-port",
                            Integer.toString(port))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            // However the tests end.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            await().atMost(START).pollInterval(Duration.ofMillis(50)).until(() -> listens(process, port));
            URI endpoint = URI.create("http://localhost:" + port);
            return new Server(process, endpoint, builder(endpoint).build());
        }

        /** The nearest {@code local/dynamodb-local/target/lib} from here upwards, filled by the module of that name. */
        private static Path folder() {
            for (@Nullable Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
                Path folder = at.resolve("local/dynamodb-local/target/lib");
                if (Files.isDirectory(folder)) {
                    return folder;
                }
            }
            throw new IllegalStateException(
                    "DynamoDB Local is not laid out: run mvn -pl local/dynamodb-local generate-resources at the root");
        }

        private static int freePort() throws IOException {
            try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            }
        }

        private static boolean listens(Process process, int port) {
            if (!process.isAlive()) {
                throw new IllegalStateException("DynamoDB Local ended with status " + process.exitValue());
            }
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                return socket.isConnected();
            } catch (IOException notYet) {
                return false;
            }
        }

        private static DynamoDbClientBuilder builder(URI endpoint) {
            return DynamoDbClient.builder()
                    .endpointOverride(endpoint)
                    .region(Region.US_EAST_1)
                    .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                    .httpClientBuilder(UrlConnectionHttpClient.builder());
        }

        @Override
        public void close() {
            client.close();
            process.destroy();
            process.onExit()
                    .orTimeout(5, TimeUnit.SECONDS)
                    .exceptionally(late -> process.destroyForcibly())
                    .join();
        }
    }
}
