package dev.downlink.local.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.runtime.Faults;
import dev.downlink.local.runtime.LocalRuntime;
import dev.downlink.local.runtime.RuntimeSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.client.builder.AwsClientBuilder;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.kinesis.KinesisClient;
import software.amazon.awssdk.services.lambda.LambdaClient;
import software.amazon.awssdk.services.lambda.model.InvokeResponse;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.sqs.SqsClient;

/** A running system on ports of its own, and the ways into it that its users have. */
final class SystemUnderTest {

    static final Path ROOT =
            Path.of(System.getProperty("downlink.home")).toAbsolutePath().normalize();
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONNECTIONS = "downlink-local-connections";
    private static final String SUBSCRIPTIONS = "downlink-local-subscriptions";
    private static final String STREAM = "downlink-local-vehicles";
    private static final DateTimeFormatter AT =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final RuntimeSettings settings;
    private final LocalRuntime runtime;

    private SystemUnderTest(RuntimeSettings settings, LocalRuntime runtime) {
        this.settings = settings;
        this.runtime = runtime;
    }

    /** The one that the tests of a JVM share; it ends with the JVM. */
    static SystemUnderTest shared() {
        return Shared.INSTANCE;
    }

    static SystemUnderTest start(double demoSpeed) {
        return start(demoSpeed, false);
    }

    static SystemUnderTest start(double demoSpeed, boolean probe) {
        return start(newFolder(), demoSpeed, probe, Duration.ofMinutes(10), Duration.ofHours(2));
    }

    /** @param data on disk, so that the database can go away and come back with what it knew */
    static SystemUnderTest start(
            Path data, double demoSpeed, boolean probe, Duration socketIdle, Duration socketDuration) {
        for (int attempt = 1; ; attempt++) {
            try {
                RuntimeSettings settings = settings(data, demoSpeed, probe, socketIdle, socketDuration);
                return new SystemUnderTest(settings, LocalRuntime.start(settings));
            } catch (IOException e) {
                // Another process may take a free port before the runtime does.
                if (attempt == 3) {
                    throw new IllegalStateException(e);
                }
            }
        }
    }

    private static RuntimeSettings settings(
            Path data, double demoSpeed, boolean probe, Duration socketIdle, Duration socketDuration)
            throws IOException {
        return new RuntimeSettings(
                ROOT,
                freePort(),
                freePort(),
                data,
                ROOT.resolve("local/channels.yml"),
                demoSpeed,
                probe,
                4,
                Set.of(),
                null,
                new RuntimeSettings.Times(
                        Duration.ofMillis(200),
                        List.of(Duration.ofSeconds(1), Duration.ofSeconds(2)),
                        new Backoff(Duration.ofMillis(50), Duration.ofSeconds(5)),
                        Duration.ofMinutes(10),
                        socketIdle,
                        socketDuration));
    }

    static Path newFolder() {
        try {
            return Files.createTempDirectory("downlink-e2e-");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    void stop() {
        runtime.close();
    }

    URI webSocket(String query) {
        return URI.create("ws://localhost:" + settings.port() + "/local" + query);
    }

    URI http(String path) {
        return URI.create("http://localhost:" + settings.port() + path);
    }

    SocketClient connect(String query) {
        return SocketClient.connect(webSocket(query));
    }

    /** Publishes through the HTTP API, with the answer's offset (0 without history); fails if it is not acknowledged. */
    long publish(String channel, String data) {
        JsonNode answer =
                post("/api/publish", "{\"channel\":\"" + channel + "\",\"data\":" + data + "}", "local-api-key");
        if (!answer.has("result")) {
            throw new IllegalStateException(answer.toString());
        }
        return answer.at("/result/offset").asLong();
    }

    /**
     * Publishes as a back end does that wants an acknowledgement: the same request again, with its idempotency key, while
     * the answer is a 5xx (the gateway's, for a function that was killed under the request).
     */
    long publishUntilAcknowledged(String channel, String data) {
        String body = "{\"channel\":\"" + channel + "\",\"data\":" + data + ",\"idempotency_key\":\""
                + UUID.randomUUID() + "\"}";
        return Awaitility.await()
                .pollDelay(Duration.ZERO)
                .atMost(Duration.ofSeconds(30))
                .until(() -> post("/api/publish", body, "local-api-key"), answer -> answer.has("result"))
                .at("/result/offset")
                .asLong();
    }

    JsonNode post(String path, String body, String apiKey) {
        try {
            var request = HttpRequest.newBuilder(http(path))
                    .header("Content-Type", "application/json")
                    .header("X-API-Key", apiKey)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            return JSON.createObjectNode()
                    .put("status", response.statusCode())
                    .setAll((com.fasterxml.jackson.databind.node.ObjectNode)
                            (response.body().startsWith("{")
                                    ? JSON.readTree(response.body())
                                    : JSON.createObjectNode()));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    void putVehicle(String trip, double latitude, double longitude) {
        putRecord(trip, """
                {"trip":"%s","route":"A","headsign":"Test","direction":1,"latitude":%s,"longitude":%s,"bearing":90,"time":%d}""".formatted(trip, latitude, longitude, System.currentTimeMillis()));
    }

    void putRecord(String partitionKey, String data) {
        try (var kinesis = aws(KinesisClient.builder())) {
            kinesis.putRecord(request ->
                    request.streamName(STREAM).partitionKey(partitionKey).data(SdkBytes.fromUtf8String(data)));
        }
    }

    /** Has the scheduler say something two seconds from now; returns the schedule's name. */
    String scheduleAnnouncement(String text) {
        String name = "test-" + UUID.randomUUID();
        String when = AT.format(Instant.now().plusSeconds(2).truncatedTo(ChronoUnit.SECONDS));
        try (var scheduler = aws(SchedulerClient.builder())) {
            scheduler.createSchedule(schedule -> schedule.name(name)
                    .scheduleExpression("at(" + when + ")")
                    .flexibleTimeWindow(window -> window.mode(FlexibleTimeWindowMode.OFF))
                    .target(target -> target.arn(
                                    "arn:aws:lambda:us-east-1:000000000000:function:downlink-local-scheduler-service-announce")
                            .roleArn("arn:aws:iam::000000000000:role/scheduler")
                            .input("""
                                    {"channel":"announcements","data":{"text":"%s"},\
                                    "scheduleArn":"<aws.scheduler.schedule-arn>",\
                                    "scheduledTime":"<aws.scheduler.scheduled-time>"}""".formatted(text))));
        }
        return name;
    }

    /** Invokes a function and waits for its result. */
    InvokeResponse invoke(String function, String event) {
        try (var lambda = aws(LambdaClient.builder())) {
            return lambda.invoke(invoke ->
                    invoke.functionName("downlink-local-" + function).payload(SdkBytes.fromUtf8String(event)));
        }
    }

    /** What fires the service's function. */
    String schedule(String name) {
        try (var scheduler = aws(SchedulerClient.builder())) {
            return scheduler
                    .getSchedule(get -> get.name("downlink-local-" + name))
                    .scheduleExpression();
        }
    }

    /** What goes wrong; whoever sets something clears it. */
    Faults faults() {
        return runtime.faults();
    }

    /** How many lines of a function's log have the text in them. */
    long logged(String function, String text) throws IOException {
        try (Stream<String> lines = Files.lines(settings.logs().resolve("downlink-local-" + function + ".log"))) {
            return lines.filter(line -> line.contains(text)).count();
        }
    }

    /** Copies a real subscriber's entries for a connection that the gateway does not know. */
    String registerVanished(String channel) {
        String vanished = "Vanished"
                + Long.toString(System.nanoTime() % 78_364_164_096L, 36).substring(0, 7) + "=";
        try (var database = database()) {
            for (var note : entries(database, CONNECTIONS)) {
                if (key(note, "sk").contains(channel) || key(note, "sk").equals("meta")) {
                    database.putItem(put -> put.tableName(CONNECTIONS).item(renamed(note, vanished)));
                }
            }
            for (var subscription : entries(database, SUBSCRIPTIONS)) {
                if (key(subscription, "pk").contains(channel)
                        && key(subscription, "sk").endsWith("=")) {
                    database.putItem(put -> put.tableName(SUBSCRIPTIONS).item(renamed(subscription, vanished)));
                }
            }
        }
        return vanished;
    }

    boolean registered(String connection) {
        try (var database = database()) {
            return Stream.of(CONNECTIONS, SUBSCRIPTIONS)
                    .flatMap(table -> entries(database, table).stream())
                    .anyMatch(item -> item.toString().contains(connection));
        }
    }

    /** Kills, with no time to clean up, the processes that run a handler; how many there were. */
    long kill(String handler) {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> commandLine(process).contains(handler))
                .filter(ProcessHandle::destroyForcibly)
                .count();
    }

    /** From /proc: the JDK cuts it at a page, and class paths are longer. */
    private static String commandLine(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc", "" + process.pid(), "cmdline"));
        } catch (IOException e) {
            return "";
        }
    }

    void databaseAwayFor(Duration duration, Runnable meanwhile) {
        runtime.database().stop();
        try {
            meanwhile.run();
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            restart();
        }
    }

    private void restart() {
        try {
            runtime.database().restart();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The first dead letter that has the text in it. */
    JsonNode awaitDeadLetter(String text) {
        try (var sqs = aws(SqsClient.builder())) {
            String queue = sqs.getQueueUrl(get -> get.queueName("downlink-local-dead-letters"))
                    .queueUrl();
            return Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .until(
                            () -> {
                                for (var message : sqs.receiveMessage(receive ->
                                                receive.queueUrl(queue).maxNumberOfMessages(10))
                                        .messages()) {
                                    if (message.body().contains(text)) {
                                        return JSON.readTree(message.body());
                                    }
                                }
                                return JSON.missingNode();
                            },
                            letter -> !letter.isMissingNode());
        }
    }

    static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
    }

    private DynamoDbClient database() {
        return aws(DynamoDbClient.builder());
    }

    private static List<Map<String, AttributeValue>> entries(DynamoDbClient database, String table) {
        return database.scan(scan -> scan.tableName(table).consistentRead(true)).items();
    }

    private static Map<String, AttributeValue> renamed(Map<String, AttributeValue> item, String connection) {
        Map<String, AttributeValue> copy = new java.util.HashMap<>(item);
        // Long past the handshake, in which API Gateway answers 410 too.
        long expires = Long.parseLong(Objects.requireNonNull(item.get("ttl")).n());
        copy.put("ttl", AttributeValue.fromN(Long.toString(expires - 3_600)));
        if (key(item, "pk").startsWith("conn#")) {
            copy.put("pk", AttributeValue.fromS("conn#" + connection));
        } else {
            copy.put("sk", AttributeValue.fromS(connection));
        }
        return copy;
    }

    private <B extends AwsClientBuilder<B, C>, C> C aws(B builder) {
        return builder.endpointOverride(URI.create("http://localhost:" + settings.awsPort()))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    private static String key(Map<String, AttributeValue> item, String name) {
        return Objects.requireNonNull(item.get(name)).s();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static final class Shared {
        static final SystemUnderTest INSTANCE = SystemUnderTest.start(0);

        static {
            Runtime.getRuntime().addShutdownHook(new Thread(INSTANCE::stop));
        }
    }
}
