package dev.downlink.connectionservice;

import static dev.downlink.TestBeans.bean;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestHandler;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connectionservice.token.TokenVerifier;
import dev.downlink.function.TestContext;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import io.micronaut.context.ApplicationContext;
import io.micronaut.serde.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** From the JSON that API Gateway hands to a function to the JSON it gets back. */
class HandlerTest {

    private static final ConnectionId CLIENT = new ConnectionId("BFHPhfCWIAMCKlQ=");

    private final Fixture fixture = new Fixture();
    private int remainingMillis = 10_000;
    private final ApplicationContext context = ApplicationContext.builder()
            .beanDefinitions(fixture.delivery.beans(fixture.history))
            .beanDefinitions(bean(ChannelRules.class, Fixture.rules(false)), bean(TokenVerifier.class, fixture.tokens))
            .start();

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void letsAClientIn() throws IOException {
        assertThat(connect("connect.json")).isEqualTo("{\"statusCode\":200}");
        assertThat(fixture.connections.find(CLIENT)).isPresent();
    }

    @Test
    void subscribesToEveryVehicleInTheUrl() throws IOException {
        connect("connect-two-vehicles.json");

        assertThat(fixture.subscribes(CLIENT, "vehicle:42")).isTrue();
        assertThat(fixture.subscribes(CLIENT, "vehicle:43")).isTrue();
    }

    @Test
    void namesTheSubprotocolAgreedOn() throws IOException {
        assertThat(connect("connect-subprotocol.json"))
                .isEqualTo("{\"statusCode\":200,\"headers\":{\"Sec-WebSocket-Protocol\":\"centrifuge-json\"}}");
    }

    @ParameterizedTest
    @CsvSource({"connect-bad-token.json,401", "connect-forbidden.json,403", "connect-bad-dialect.json,400"})
    void refusesAClient(String event, int status) throws IOException {
        assertThat(connect(event)).startsWith("{\"statusCode\":" + status);
        assertThat(fixture.connections.find(CLIENT)).isEmpty();
    }

    @Test
    void doesNotSayWhatIsWrongWithAToken() throws IOException {
        assertThat(connect("connect-bad-token.json")).isEqualTo("{\"statusCode\":401}");
    }

    @Test
    void answersAnAction() throws IOException {
        connect("connect.json");

        assertThat(session("subscribe.json"))
                .isEqualTo("{\"statusCode\":200,\"body\":"
                        + "\"{\\\"type\\\":\\\"subscribed\\\",\\\"id\\\":1,\\\"channel\\\":\\\"vehicle:42\\\"}\"}");
    }

    @Test
    void answersSeveralCommandsInOneFrame() throws IOException {
        connect("connect.json");

        assertThat(session("default-centrifuge.json"))
                .contains("\\\"connect\\\":{\\\"client\\\":\\\"BFHPhfCWIAMCKlQ=\\\"")
                .endsWith("\\n{\\\"id\\\":2,\\\"subscribe\\\":{}}\"}");
        assertThat(session("default-pong.json")).isEqualTo("{\"statusCode\":200}");
    }

    @Test
    void beginsNoCommandThatTheInvocationMayNotFinish() throws IOException {
        connect("connect.json");
        remainingMillis = 1_999;

        assertThat(session("subscribe.json"))
                .isEqualTo("{\"statusCode\":200,\"body\":\"{\\\"type\\\":\\\"error\\\",\\\"id\\\":1,\\\"code\\\":111,"
                        + "\\\"message\\\":\\\"too many requests\\\",\\\"action\\\":\\\"subscribe\\\"}\"}");
        assertThat(fixture.subscribes(CLIENT, "vehicle:42")).isFalse();
    }

    @Test
    void forgetsAConnectionThatEnded() throws IOException {
        connect("connect-two-vehicles.json");

        assertThat(disconnect()).isEqualTo("{\"statusCode\":200}");
        assertThat(fixture.connections.find(CLIENT)).isEmpty();
        assertThat(fixture.subscribes(CLIENT, "vehicle:42")).isFalse();
        assertThat(disconnect()).isEqualTo("{\"statusCode\":200}");
    }

    @Test
    void leavesOtherConnectionsAloneWhenOneEnds() throws IOException {
        fixture.connected(Fixture.ANN);
        fixture.send(Fixture.ANN, "{\"action\":\"subscribe\",\"channel\":\"vehicle:42\"}");
        connect("connect-two-vehicles.json");

        disconnect();

        assertThat(fixture.subscribes(Fixture.ANN, "vehicle:42")).isTrue();
    }

    private String connect(String event) throws IOException {
        return handle(new ConnectHandler(context), event);
    }

    private String session(String event) throws IOException {
        return handle(new SessionHandler(context), event);
    }

    private String disconnect() throws IOException {
        return handle(new DisconnectHandler(context), "disconnect.json");
    }

    private String handle(RequestHandler<WebSocketEvent, WebSocketResponse> handler, String event) throws IOException {
        ObjectMapper json = context.getBean(ObjectMapper.class);
        try (InputStream in =
                Objects.requireNonNull(HandlerTest.class.getResourceAsStream("/events/" + event), event)) {
            WebSocketResponse response =
                    handler.handleRequest(json.readValue(in, WebSocketEvent.class), new TestContext(remainingMillis));
            return json.writeValueAsString(response);
        }
    }
}
