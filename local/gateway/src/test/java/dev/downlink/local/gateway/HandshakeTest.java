package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import dev.downlink.local.lambda.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HandshakeTest {

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateways.start(LAMBDA);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        LAMBDA.reset();
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 204, 299})
    void opensWhenConnectReturnsAny2xx(int status) throws IOException {
        LAMBDA.answer(
                "connect", "{\"statusCode\":%d,\"body\":\"dropped\",\"headers\":{\"X-Mine\":\"1\"}}".formatted(status));
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            RawWebSocket.Head head = client.handshake("/local");
            assertThat(head.status()).isEqualTo(101);
            assertThat(head.body()).isEmpty();
            assertThat(head.headers())
                    .containsEntry("sec-websocket-accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .doesNotContainKeys("x-mine", "sec-websocket-protocol", "sec-websocket-extensions");
        }
    }

    @Test
    void opensWithoutAConnectRoute() throws IOException {
        try (Gateway open = Gateways.start(LAMBDA, new Routes(Map.of(), List.of()), Gateways.settings());
                RawWebSocket client = new RawWebSocket(open.port())) {
            assertThat(client.handshake("/local").status()).isEqualTo(101);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 403, 501})
    void refusesWithTheStatusOfConnect(int status) throws IOException {
        LAMBDA.answer("connect", "{\"statusCode\":%d}".formatted(status));
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            RawWebSocket.Head head = client.handshake("/local");
            assertThat(head.status()).isEqualTo(status);
            String id =
                    LAMBDA.next("connect").at("/requestContext/connectionId").textValue();
            assertThat(head.body()).contains("\"message\"", "\"connectionId\":\"" + id + "\"", "\"requestId\":\"");
            assertThat(client.isClosedByServer()).isTrue();
        }
        assertThat(LAMBDA.waiting("disconnect")).isZero();
    }

    @Test
    void answers502WhenConnectFails() throws IOException {
        LAMBDA.answer("connect", event -> CompletableFuture.completedStage(RecordingLambda.thrown()));
        assertThat(refusal("/local").body()).contains("Internal server error");
        assertThat(refusal("/local").status()).isEqualTo(502);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "null",
                "{}",
                "{\"statusCode\":200,\"extra\":1}",
                "{\"statusCode\":\"200\"}",
                "{\"statusCode\":200,\"body\":{}}",
                "[]",
                "\"ok\"",
                "{"
            })
    void answers502WhenTheResponseOfConnectIsMalformed(String payload) throws IOException {
        LAMBDA.answer("connect", payload);
        assertThat(refusal("/local").status()).isEqualTo(502);
    }

    @Test
    void answers504WhenConnectTakesTooLong() throws IOException {
        LAMBDA.hang("connect");
        GatewaySettings settings = Gateways.settings(
                WebSocketSettings.defaults().withTimes(Gateways.LONG, Gateways.LONG, Duration.ofMillis(50)));
        try (Gateway impatient = Gateways.start(LAMBDA, Gateways.ROUTES, settings);
                RawWebSocket client = new RawWebSocket(impatient.port())) {
            RawWebSocket.Head head = client.handshake("/local");
            assertThat(head.status()).isEqualTo(504);
            assertThat(head.body()).contains("Endpoint request timed out");
        }
    }

    @Test
    void answers429WhenThereAreTooManyNewConnections() throws IOException {
        GatewaySettings settings =
                Gateways.settings(WebSocketSettings.defaults().withNewConnections(new RateLimit(0.001, 1)));
        try (Gateway narrow = Gateways.start(LAMBDA, Gateways.ROUTES, settings);
                RawWebSocket first = RawWebSocket.open(narrow.port(), "/local");
                RawWebSocket second = new RawWebSocket(narrow.port())) {
            first.text("still works");
            assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo("still works");
            RawWebSocket.Head head = second.handshake("/local");
            assertThat(head.status()).isEqualTo(429);
            assertThat(head.body()).contains("Too Many Requests");
        }
    }

    @Test
    void answers426ToAGetWithoutUpgrade() throws IOException {
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            assertThat(client.http("GET /local").status()).isEqualTo(426);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/other", "/local/more", "/", "/localhost"})
    void answers403OnAnyOtherPath(String path) throws IOException {
        RawWebSocket.Head head = refusal(path);
        assertThat(head.status()).isEqualTo(403);
        assertThat(head.body()).isEqualTo("{\"message\":\"Forbidden\"}");
    }

    @Test
    void answers400ToAHandshakeWithoutKey() throws IOException {
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            assertThat(client.http("GET /local", "Connection: Upgrade", "Upgrade: websocket")
                            .status())
                    .isEqualTo(400);
        }
    }

    @Test
    void forwardsTheSubprotocolThatConnectChose() throws IOException {
        LAMBDA.answer("connect", "{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"b\"}}");
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            RawWebSocket.Head head = client.handshake("/local", "Sec-WebSocket-Protocol: a, b");
            assertThat(head.headers()).containsEntry("sec-websocket-protocol", "b");
        }
        assertThat(LAMBDA.next("connect").at("/headers/Sec-WebSocket-Protocol").textValue())
                .isEqualTo("a, b");
    }

    @Test
    void sendsAConnectEventLikeThatOfAws() throws IOException {
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            client.handshake(
                    "/local?token=t&VehicleID=41&VehicleID=4%202",
                    "User-Agent: Mozilla/5.0", "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits");
            Golden.assertThatEvent(LAMBDA.next("connect"), gateway.port()).isLike("connect.json");
        }
    }

    @Test
    void leavesOutQueryAndUserAgentWhenThereAreNone() throws IOException {
        try (RawWebSocket client = RawWebSocket.open(gateway.port(), "/local")) {
            JsonNode event = LAMBDA.next("connect");
            assertThat(event.properties().stream().map(Map.Entry::getKey))
                    .containsExactlyInAnyOrder("headers", "multiValueHeaders", "requestContext", "isBase64Encoded");
            assertThat(event.at("/requestContext/identity").properties())
                    .extracting(Map.Entry::getKey)
                    .containsExactly("sourceIp");
            client.close(1000, "");
        }
    }

    @Test
    void keepsWhatTheClientSendsDuringConnectUntilItIsOpen() throws IOException {
        CompletableFuture<InvocationResult> connect = LAMBDA.hold("connect");
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            bytes.writeBytes(RawWebSocket.upgrade("/local").getBytes(StandardCharsets.US_ASCII));
            bytes.writeBytes(
                    RawWebSocket.masked(true, RawWebSocket.TEXT, "same segment".getBytes(StandardCharsets.UTF_8)));
            client.write(bytes.toByteArray());
            LAMBDA.next("connect");
            client.text("next segment");
            assertThat(LAMBDA.waiting("default")).isZero();
            connect.complete(RecordingLambda.returned("{\"statusCode\":200}"));
            assertThat(client.head().status()).isEqualTo(101);
            assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo("same segment");
            assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo("next segment");
        }
    }

    @Test
    void reportsAClientThatLeftDuringConnect() throws IOException {
        CompletableFuture<InvocationResult> connect = LAMBDA.hold("connect");
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            client.requestUpgrade("/local");
            LAMBDA.next("connect");
        }
        connect.complete(RecordingLambda.returned("{\"statusCode\":200}"));
        assertThat(LAMBDA.next("disconnect")
                        .at("/requestContext/disconnectStatusCode")
                        .intValue())
                .isEqualTo(1006);
    }

    @Test
    void opensOnAConnectionThatServedOtherRequestsBefore() throws IOException {
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            assertThat(client.http("GET /health").status()).isEqualTo(200);
            assertThat(client.http("GET /local/@connections/x").status()).isEqualTo(400);
            assertThat(client.http("GET /health").status()).isEqualTo(200);
            assertThat(client.handshake("/local").status()).isEqualTo(101);
            LAMBDA.answer("default", "{\"statusCode\":200,\"body\":\"hello\"}");
            client.text("hi");
            assertThat(client.read().text()).isEqualTo("hello");
        }
        await().until(() -> LAMBDA.waiting("disconnect") == 1);
    }

    private static RawWebSocket.Head refusal(String path) throws IOException {
        try (RawWebSocket client = new RawWebSocket(gateway.port())) {
            return client.handshake(path);
        }
    }
}
