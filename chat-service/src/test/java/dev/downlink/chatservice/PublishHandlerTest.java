package dev.downlink.chatservice;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.downlink.connection.ConnectionId;
import dev.downlink.function.TestContext;
import dev.downlink.function.WebSocketEvent;
import dev.downlink.function.WebSocketResponse;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the JSON that API Gateway hands to the function to the JSON it gets back. */
class PublishHandlerTest {

    private static final ConnectionId CLIENT = new ConnectionId("BFHPhfCWIAMCKlQ=");

    private final Fixture fixture = new Fixture();
    private final ApplicationContext context = fixture.context().start();

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void publishesAMessageToEveryone() throws IOException {
        fixture.subscribed(CLIENT, "", "chat:lobby");

        assertThat(handle("on-message.json"))
                .startsWith("{\"statusCode\":200,\"body\":\"{\\\"type\\\":\\\"published\\\",")
                .contains("\\\"offset\\\":1");
        assertThat(fixture.published("chat:lobby"))
                .singleElement()
                .extracting(publication -> publication.data().text())
                .isEqualTo("\"Hello everyone\"");
    }

    @Test
    void publishesToAChannel() throws IOException {
        fixture.subscribed(CLIENT, "", "chat:lobby");

        assertThat(handle("publish.json")).contains("\\\"type\\\":\\\"published\\\",\\\"id\\\":7");
    }

    @Test
    void answersWhatItRefuses() throws IOException {
        fixture.connected(CLIENT, "");

        assertThat(handle("publish-without-data.json"))
                .startsWith("{\"statusCode\":200,")
                .contains("\\\"code\\\":107");
    }

    /** As the runtime interface client calls it. */
    private String handle(String event) throws IOException {
        CustomPojoSerializer json =
                ServiceLoader.load(CustomPojoSerializer.class).findFirst().orElseThrow();
        try (InputStream in =
                Objects.requireNonNull(PublishHandlerTest.class.getResourceAsStream("/events/" + event), event)) {
            WebSocketResponse response = new PublishHandler(context)
                    .handleRequest(json.fromJson(in, WebSocketEvent.class), new TestContext(10_000));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            json.toJson(response, out, WebSocketResponse.class);
            return out.toString(StandardCharsets.UTF_8);
        }
    }
}
