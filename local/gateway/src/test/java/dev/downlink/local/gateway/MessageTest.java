package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.gateway.websocket.WebSocketRoute;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import dev.downlink.local.lambda.InvocationResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MessageTest {

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static Gateway gateway;

    private RawWebSocket client;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateways.start(LAMBDA);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void connect() throws IOException {
        LAMBDA.reset();
        client = RawWebSocket.open(gateway.port(), "/local");
    }

    @AfterEach
    void leave() throws IOException {
        client.close();
    }

    @Test
    void sendsAMessageEventLikeThatOfAws() throws IOException {
        client.text("{\"action\":\"echo\"}");
        Golden.assertThatEvent(LAMBDA.next("echo"), gateway.port()).isLike("message.json");
    }

    @Test
    void keepsTheConnectionIdAndTimeOfConnect() throws IOException {
        JsonNode connect = LAMBDA.next("connect");
        client.text("x");
        JsonNode message = LAMBDA.next("default");
        for (String same : List.of("connectionId", "connectedAt")) {
            assertThat(message.at("/requestContext/" + same)).isEqualTo(connect.at("/requestContext/" + same));
        }
        assertThat(message.at("/requestContext/requestId"))
                .isEqualTo(message.at("/requestContext/extendedRequestId"))
                .isNotEqualTo(connect.at("/requestContext/requestId"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "not json",
                "",
                "{}",
                "[]",
                "{\"action\":\"Echo\"}",
                "{\"action\":\"$connect\"}",
                "{\"action\":\"$disconnect\"}",
                "{\"action\":\"echo\"} and more"
            })
    void sendsWhatNoRouteMatchesToDefault(String message) throws IOException {
        client.text(message);
        JsonNode event = LAMBDA.next("default");
        assertThat(event.at("/requestContext/routeKey").textValue()).isEqualTo("$default");
        assertThat(event.path("body").textValue()).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{\"action\":\"nothing\"}"})
    void answersForbiddenWithoutAMatchingRoute(String message) throws IOException {
        Routes routes = new Routes(Map.of("echo", new WebSocketRoute("echo", true)), List.of());
        LAMBDA.answer("echo", "{\"statusCode\":200,\"body\":\"still open\"}");
        try (Gateway narrow = Gateways.start(LAMBDA, routes, Gateways.settings());
                RawWebSocket other = RawWebSocket.open(narrow.port(), "/local")) {
            other.text(message);
            assertThat(other.read().text())
                    .matches(
                            "\\{\"message\": \"Forbidden\", \"connectionId\":\"[\\w-]{15}=\", \"requestId\":\"[\\w-]{15}=\"}");
            other.text("{\"action\":\"echo\"}");
            assertThat(other.read().text()).isEqualTo("still open");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 500})
    void sendsTheReplyVerbatimWhateverItsStatus(int status) throws IOException {
        LAMBDA.answer("echo", "{\"statusCode\":%d,\"body\":\"{ \\\"ä\\\" : 1 }\"}".formatted(status));
        client.text("{\"action\":\"echo\"}");
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.TEXT);
        assertThat(frame.text()).isEqualTo("{ \"ä\" : 1 }");
    }

    @Test
    void sendsNoFrameForAnEmptyReply() throws IOException {
        LAMBDA.answer("echo", "{\"statusCode\":200}");
        client.text("{\"action\":\"echo\"}");
        LAMBDA.next("echo");
        expectNothingBeforePong();
    }

    @Test
    void dropsTheReplyOfARouteWithoutResponse() throws IOException {
        LAMBDA.answer("quiet", "{\"statusCode\":500,\"body\":\"dropped\"}");
        client.text("{\"action\":\"quiet\"}");
        LAMBDA.next("quiet");
        expectNothingBeforePong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"echo", "quiet"})
    void answersInternalServerErrorWhenTheFunctionFails(String action) throws IOException {
        LAMBDA.answer(action, event -> CompletableFuture.completedStage(RecordingLambda.thrown()));
        client.text("{\"action\":\"%s\"}".formatted(action));
        String id = LAMBDA.next(action).at("/requestContext/connectionId").textValue();
        assertThat(client.read().text())
                .startsWith(
                        "{\"message\": \"Internal server error\", \"connectionId\":\"" + id + "\", \"requestId\":\"");
    }

    @Test
    void answersInternalServerErrorWhenLambdaIsAtItsLimit() throws IOException {
        LAMBDA.answer(
                "echo",
                event -> CompletableFuture.completedStage(
                        new InvocationResult.Throttled(InvocationResult.Limit.ACCOUNT)));
        client.text("{\"action\":\"echo\"}");
        assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\", ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"body\":\"x\"}", "{\"statusCode\":200,\"mine\":1}"})
    void answersInternalServerErrorToAMalformedResponse(String payload) throws IOException {
        LAMBDA.answer("echo", payload);
        client.text("{\"action\":\"echo\"}");
        assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\", ");
    }

    @Test
    void answersInternalServerErrorWhenTheRuntimeIsBroken() throws IOException {
        LAMBDA.answer("echo", event -> CompletableFuture.failedStage(new IllegalStateException("broken")));
        client.text("{\"action\":\"echo\"}");
        assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\", ");
    }

    @Test
    void answersTimedOutAfterTheIntegrationTimeout() throws IOException {
        LAMBDA.hang("echo");
        GatewaySettings settings = Gateways.settings(
                WebSocketSettings.defaults().withTimes(Gateways.LONG, Gateways.LONG, Duration.ofMillis(50)));
        try (Gateway impatient = Gateways.start(LAMBDA, Gateways.ROUTES, settings);
                RawWebSocket other = RawWebSocket.open(impatient.port(), "/local")) {
            other.text("{\"action\":\"echo\"}");
            assertThat(other.read().text()).startsWith("{\"message\": \"Endpoint request timed out\", ");
        }
    }

    @Test
    void answersTooManyRequestsBeyondTheRate() throws IOException {
        GatewaySettings settings = Gateways.settings().withRequests(new RateLimit(0.001, 2));
        try (Gateway slow = Gateways.start(LAMBDA, Gateways.ROUTES, settings);
                RawWebSocket other = RawWebSocket.open(slow.port(), "/local")) {
            other.text("within");
            other.text("beyond");
            assertThat(other.read().text()).startsWith("{\"message\": \"Too Many Requests\", ");
            assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo("within");
        }
    }

    @Test
    void runsTheMessagesOfOneClientConcurrently() throws IOException {
        CompletableFuture<InvocationResult> slow = LAMBDA.hold("default");
        LAMBDA.answer("echo", "{\"statusCode\":200,\"body\":\"second\"}");
        client.text("first");
        client.text("{\"action\":\"echo\"}");
        assertThat(client.read().text()).isEqualTo("second");
        slow.complete(RecordingLambda.returned("{\"statusCode\":200,\"body\":\"first\"}"));
        assertThat(client.read().text()).isEqualTo("first");
    }

    @Test
    void putsAMessageInSeveralFramesTogether() throws IOException {
        byte[] part = "é".repeat(16 * 1024).getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream whole = new ByteArrayOutputStream();
        for (int i = 0; i < 4; i++) {
            client.frame(i == 3, i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION, part);
            client.frame(true, RawWebSocket.PING, new byte[0]);
            whole.writeBytes(part);
        }
        assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo(whole.toString(StandardCharsets.UTF_8));
    }

    @Test
    void putsACharacterSplitBetweenFramesTogether() throws IOException {
        byte[] text = "aé".getBytes(StandardCharsets.UTF_8);
        client.frame(false, RawWebSocket.TEXT, Arrays.copyOf(text, 2));
        client.frame(true, RawWebSocket.CONTINUATION, Arrays.copyOfRange(text, 2, 3));
        assertThat(LAMBDA.next("default").path("body").textValue()).isEqualTo("aé");
    }

    @Test
    void sendsALongReplyAsOneMessageOfSeveralFrames() throws IOException {
        String reply = "x".repeat(100_000);
        LAMBDA.answer("echo", "{\"statusCode\":200,\"body\":\"%s\"}".formatted(reply));
        client.text("{\"action\":\"echo\"}");
        List<RawWebSocket.Frame> frames = List.of(client.read(), client.read(), client.read(), client.read());
        assertThat(frames).extracting(RawWebSocket.Frame::last).containsExactly(false, false, false, true);
        assertThat(frames).extracting(RawWebSocket.Frame::opcode).containsExactly(1, 0, 0, 0);
        assertThat(frames).extracting(frame -> frame.payload().length).containsExactly(32768, 32768, 32768, 1696);
    }

    @Test
    void answersInternalServerErrorToAReplyNoMessageCanHold() throws IOException {
        LAMBDA.answer("echo", "{\"statusCode\":200,\"body\":\"%s\"}".formatted("x".repeat(128 * 1024 + 1)));
        client.text("{\"action\":\"echo\"}");
        assertThat(client.read().text()).startsWith("{\"message\": \"Internal server error\", ");
    }

    @Test
    void answersAPingWithoutARoute() throws IOException {
        client.frame(true, RawWebSocket.PING, "abc".getBytes(StandardCharsets.UTF_8));
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.PONG);
        assertThat(frame.text()).isEqualTo("abc");
        assertThat(LAMBDA.waiting("default")).isZero();
    }

    private void expectNothingBeforePong() throws IOException {
        client.frame(true, RawWebSocket.PING, new byte[0]);
        assertThat(client.read().opcode()).isEqualTo(RawWebSocket.PONG);
    }
}
