package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.websocket.WebSocketSettings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndingTest {

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static final Duration SHORT = Duration.ofMillis(300);
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

    /** Whatever a test did, {@code $disconnect} has been told once. */
    @AfterEach
    void leave() throws IOException {
        client.close();
        assertThat(LAMBDA.waiting("disconnect")).isZero();
    }

    @Test
    void sendsADisconnectEventLikeThatOfAws() throws IOException {
        client.frame(true, RawWebSocket.CLOSE, new byte[0]);
        assertThat(client.read().opcode()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(client.isClosedByServer()).isTrue();
        Golden.assertThatEvent(LAMBDA.next("disconnect"), gateway.port()).isLike("disconnect.json");
    }

    @ParameterizedTest
    @CsvSource({
        "1000, '', Connection Closed Normally",
        "1000, bye, Connection Closed Normally",
        "1001, '', Going away",
        "4000, mine, mine",
        "4001, '', ''"
    })
    void reportsTheCodeWithWhichTheClientCloses(int code, String reason, String reported) throws IOException {
        client.close(code, reason);
        RawWebSocket.Frame answer = client.read();
        assertThat(answer.opcode()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(answer.closeCode()).isEqualTo(code);
        assertThat(client.isClosedByServer()).isTrue();
        expectDisconnect(code, reported);
    }

    @Test
    void reportsATcpConnectionThatDrops() throws IOException {
        client.close();
        expectDisconnect(1006, "");
    }

    @Test
    void reportsADropAfterTheCloseFrameOnce() throws IOException {
        client.close(1000, "");
        client.close();
        expectDisconnect(1000, "Connection Closed Normally");
    }

    @Test
    void closesWith1009OnAFrameOverTheLimit() throws IOException {
        client.frame(true, RawWebSocket.TEXT, new byte[32 * 1024 + 1]);
        expectClose(1009);
    }

    @Test
    void takesAFrameOfExactlyTheLimit() throws IOException {
        client.text("x".repeat(32 * 1024));
        assertThat(LAMBDA.next("default").path("body").textValue()).hasSize(32 * 1024);
        client.close(1000, "");
        LAMBDA.next("disconnect");
    }

    @Test
    void closesWith1009OnAMessageOverTheLimit() throws IOException {
        for (int i = 0; i < 4; i++) {
            client.frame(false, i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION, new byte[32 * 1024]);
        }
        client.frame(true, RawWebSocket.CONTINUATION, new byte[1]);
        expectClose(1009);
        assertThat(LAMBDA.waiting("default")).isZero();
    }

    @Test
    void closesWith1003OnABinaryFrame() throws IOException {
        client.frame(true, RawWebSocket.BINARY, new byte[] {1});
        expectClose(1003);
    }

    @Test
    void closesWith1007OnBadUtf8() throws IOException {
        client.frame(true, RawWebSocket.TEXT, new byte[] {(byte) 0xff});
        expectClose(1007);
    }

    @Test
    void closesWith1002OnAProtocolError() throws IOException {
        client.frame(true, 3, new byte[0]);
        expectClose(1002);
    }

    @Test
    void closesWith1002OnAFrameWithoutMask() throws IOException {
        client.write(new byte[] {(byte) 0x81, 1, 'x'});
        expectClose(1002);
    }

    @Test
    void ignoresWhatComesAfterItsCloseFrame() throws IOException {
        client.frame(true, RawWebSocket.BINARY, new byte[] {1});
        client.text("too late");
        expectClose(1003);
        assertThat(LAMBDA.waiting("default")).isZero();
    }

    @Test
    void cutsAClientThatDoesNotAnswerACloseFrame() throws IOException {
        client.frame(true, RawWebSocket.BINARY, new byte[] {1});
        assertThat(client.isClosedByServer()).isTrue();
        LAMBDA.next("disconnect");
    }

    @Test
    void closesWith1001WhenIdle() throws IOException {
        try (Gateway impatient = withTimes(SHORT, Gateways.LONG);
                RawWebSocket other = RawWebSocket.open(impatient.port(), "/local")) {
            assertThat(other.read().closeCode()).isEqualTo(1001);
            expectDisconnect(1001, "Going away");
        }
        leaveFirst();
    }

    @Test
    void isNotIdleWhileMessagesComeOrGo() throws IOException {
        LAMBDA.answer("echo", "{\"statusCode\":200,\"body\":\"x\"}");
        try (Gateway impatient = withTimes(SHORT, Gateways.LONG);
                RawWebSocket other = RawWebSocket.open(impatient.port(), "/local")) {
            Instant until = Instant.now().plus(SHORT.multipliedBy(3));
            await().pollInterval(SHORT.dividedBy(10)).until(() -> {
                other.text("{\"action\":\"echo\"}");
                assertThat(other.read().opcode()).isEqualTo(RawWebSocket.TEXT);
                return Instant.now().isAfter(until);
            });
            assertThat(other.read().closeCode()).isEqualTo(1001);
            LAMBDA.next("disconnect");
        }
        leaveFirst();
    }

    @Test
    void closesWith1001AtTheMaximumDuration() throws IOException {
        try (Gateway impatient = withTimes(Gateways.LONG, SHORT);
                RawWebSocket other = RawWebSocket.open(impatient.port(), "/local")) {
            other.text("busy");
            assertThat(other.read().closeCode()).isEqualTo(1001);
            expectDisconnect(1001, "Going away");
        }
        leaveFirst();
    }

    @Test
    void closesWith1001WhenTheGatewayStops() throws IOException {
        Gateway stopping = Gateways.start(LAMBDA);
        try (RawWebSocket other = RawWebSocket.open(stopping.port(), "/local")) {
            Thread stop = Thread.ofVirtual().start(stopping::close);
            RawWebSocket.Frame close = other.read();
            assertThat(close.closeCode()).isEqualTo(1001);
            other.frame(true, RawWebSocket.CLOSE, close.payload());
            expectDisconnect(1001, "Going away");
            await().until(() -> !stop.isAlive());
        }
        leaveFirst();
    }

    /** The connection each test begins with, where the test is about another one. */
    private void leaveFirst() throws IOException {
        client.close();
        expectDisconnect(1006, "");
    }

    private static Gateway withTimes(Duration idle, Duration maximum) throws IOException {
        return Gateways.start(
                LAMBDA,
                Gateways.ROUTES,
                Gateways.settings(WebSocketSettings.defaults().withTimes(idle, maximum, Gateways.LONG)));
    }

    private void expectClose(int code) throws IOException {
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.CLOSE);
        assertThat(frame.closeCode()).isEqualTo(code);
        client.frame(true, RawWebSocket.CLOSE, frame.payload());
        assertThat(LAMBDA.next("disconnect")
                        .at("/requestContext/disconnectStatusCode")
                        .intValue())
                .isEqualTo(code);
        assertThat(new String(frame.payload(), 2, frame.payload().length - 2, StandardCharsets.UTF_8))
                .isNotEmpty();
    }

    private static void expectDisconnect(int code, String reason) {
        JsonNode context = LAMBDA.next("disconnect").path("requestContext");
        assertThat(context.path("disconnectStatusCode").intValue()).isEqualTo(code);
        assertThat(context.path("disconnectReason").textValue()).isEqualTo(reason);
    }
}
