package dev.downlink.function;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.function.WebSocketEvent.EventType;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WebSocketEventTest {

    private ApplicationContext context;
    private ObjectMapper mapper;

    @BeforeAll
    void start() {
        context = ApplicationContext.run();
        mapper = context.getBean(ObjectMapper.class);
    }

    @AfterAll
    void stop() {
        context.close();
    }

    @Test
    void readsAConnectEvent() throws IOException {
        WebSocketEvent event = read("websocket-connect.json");

        assertThat(event.requestContext().eventType()).isEqualTo(EventType.CONNECT);
        assertThat(event.requestContext().routeKey()).isEqualTo("$connect");
        assertThat(event.connectionId()).isEqualTo("BFHPhfCWIAMCKlQ=");
        assertThat(event.connectedAt()).isEqualTo(Instant.parse("2024-11-11T11:35:24.553Z"));
        assertThat(event.queryParameters()).containsEntry("VehicleID", List.of("42"));
        assertThat(event.header("sec-websocket-version")).contains("13");
        assertThat(event.body()).isNull();
    }

    @Test
    void readsAMessageEventWhichHasNoHeadersAndNoQuery() throws IOException {
        WebSocketEvent event = read("websocket-message.json");

        assertThat(event.requestContext().eventType()).isEqualTo(EventType.MESSAGE);
        assertThat(event.body()).isEqualTo("{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}");
        assertThat(event.header("Host")).isEmpty();
        assertThat(event.queryParameters()).isEmpty();
    }

    @Test
    void readsHowAConnectionEnded() throws IOException {
        WebSocketEvent event = read("websocket-disconnect.json");

        assertThat(event.requestContext().eventType()).isEqualTo(EventType.DISCONNECT);
        assertThat(event.requestContext().disconnectStatusCode()).isEqualTo(1005);
        assertThat(event.requestContext().disconnectReason()).isEqualTo("Client-side close frame status not set");
    }

    @Test
    void answersWithNoKeyThatApiGatewayWouldRefuse() throws IOException {
        assertThat(mapper.writeValueAsString(WebSocketResponse.status(401))).isEqualTo("{\"statusCode\":401}");
        assertThat(mapper.writeValueAsString(WebSocketResponse.frame("{}")))
                .isEqualTo("{\"statusCode\":200,\"body\":\"{}\"}");
        assertThat(mapper.writeValueAsString(WebSocketResponse.frame(""))).isEqualTo("{\"statusCode\":200}");
        assertThat(mapper.writeValueAsString(
                        new WebSocketResponse(200, Map.of("Sec-WebSocket-Protocol", "centrifuge-json"), null)))
                .isEqualTo("{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"centrifuge-json\"}}");
    }

    private WebSocketEvent read(String name) throws IOException {
        try (InputStream json =
                Objects.requireNonNull(WebSocketEventTest.class.getResourceAsStream("/events/" + name), name)) {
            return mapper.readValue(json, WebSocketEvent.class);
        }
    }
}
