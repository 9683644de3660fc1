package dev.downlink.ingestservice.deadletter.sqs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.downlink.ingestservice.deadletter.DeadLetter;
import dev.downlink.ingestservice.stream.SequenceNumber;
import dev.downlink.ingestservice.stream.StreamRecord;
import io.micronaut.context.ApplicationContext;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.sqs.model.SqsException;

/** Against a queue that takes SendMessage and nothing else. */
class SqsDeadLettersTest {

    private final JsonMapper json = JsonMapper.createDefault();
    private final List<JsonNode> requests = new ArrayList<>();
    private boolean refuses;
    private HttpServer queue;
    private ApplicationContext context;

    @BeforeEach
    void start() throws IOException {
        queue = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        queue.createContext("/", this::answer);
        queue.start();
        String endpoint = "http://localhost:" + queue.getAddress().getPort();
        context = ApplicationContext.run(Map.of(
                "aws.region", "us-east-1",
                "aws.access-key-id", "local",
                "aws.secret-key", "local",
                "aws.services.sqs.endpoint-override", endpoint,
                "dead.letters.queue.url", endpoint + "/000000000000/dead-letters"));
    }

    @AfterEach
    void stop() {
        context.close();
        queue.stop(0);
    }

    @Test
    void keepsARecordWithItsReason() throws IOException {
        send("oops".getBytes(UTF_8));

        assertThat(requests).singleElement().satisfies(request -> {
            assertThat(text(request, "QueueUrl")).endsWith("/000000000000/dead-letters");
            assertThat(text(request, "MessageBody"))
                    .isEqualTo("{\"reason\":\"not one JSON value\",\"stream\":\"vehicles\",\"shard\":\"shardId-0\","
                            + "\"sequenceNumber\":\"42\",\"partitionKey\":\"trip\","
                            + "\"arrivedAt\":\"2026-11-01T12:00:00Z\",\"payload\":\"b29wcw==\"}");
        });
    }

    @Test
    void keepsTheBeginningOfWhatTheQueueCannotHold() throws IOException {
        send(new byte[1024 * 1024]);

        String body = text(requests.getFirst(), "MessageBody");
        JsonNode letter = json.readValue(body, JsonNode.class);
        assertThat(body).hasSizeLessThan(256 * 1024);
        assertThat(letter.get("payloadTruncated").getBooleanValue()).isTrue();
        assertThat(Base64.getDecoder().decode(text(letter, "payload"))).hasSize(DeadLetterMessage.MAX_PAYLOAD_BYTES);
    }

    @Test
    void failsWhereTheQueueDoes() {
        refuses = true;

        assertThatExceptionOfType(SqsException.class).isThrownBy(() -> send(new byte[1]));
    }

    private void send(byte[] data) {
        context.getBean(SqsDeadLetters.class)
                .send(new DeadLetter(
                        "vehicles",
                        "shardId-0",
                        new StreamRecord(
                                new SequenceNumber("42"),
                                "shardId-0:42",
                                "trip",
                                Instant.parse("2026-11-01T12:00:00Z"),
                                data),
                        "not one JSON value"));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode request = json.readValue(exchange.getRequestBody().readAllBytes(), JsonNode.class);
            requests.add(request);
            byte[] answer = "{\"MessageId\":\"1\",\"MD5OfMessageBody\":\"%s\"}"
                    .formatted(md5(text(request, "MessageBody")))
                    .getBytes(UTF_8);
            exchange.getResponseHeaders().add("Content-Type", "application/x-amz-json-1.0");
            exchange.sendResponseHeaders(refuses ? 400 : 200, answer.length);
            exchange.getResponseBody().write(answer);
        }
    }

    private static String text(JsonNode object, String name) {
        return object.get(name).getStringValue();
    }

    private static String md5(String text) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
