package dev.downlink.chatservice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutEvent;
import dev.downlink.function.TestContext;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.ServiceLoader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From the JSON of an asynchronous invocation to the frames that go out. */
class FanOutHandlerTest {

    private static final ConnectionId ANN = new ConnectionId("L0SM9cOFvHcCAnn=");

    private final Fixture fixture = new Fixture();
    private final ApplicationContext context = fixture.context().start();
    private final FanOutHandler handler = new FanOutHandler(context);

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void deliversWhatAPublisherLeft() throws IOException {
        fixture.subscribed(ANN, "", "chat:lobby");
        fixture.publishedBy("bob", "chat:lobby", "\"Hello everyone\"");

        assertThat(handle("/events/fan-out-catch-up.json")).isEqualTo("\"\"");

        assertThat(fixture.received(ANN))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"type\":\"publication\",\"channel\":\"chat:lobby\",\"data\":\"Hello everyone\",\"offset\":1");
    }

    @Test
    void broadcastsWhatItIsHanded() throws IOException {
        fixture.subscribed(ANN, "", "stock:ABC");

        handle("/events/fan-out-broadcast.json");

        assertThat(fixture.received(ANN))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"publication\",\"channel\":\"stock:ABC\",\"data\":{\"price\":17.50}");
    }

    @Test
    void refusesAnEventWithoutATask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        handler.handleRequest(new FanOutEvent(null, null, null, null, null), new TestContext(30_000)));
    }

    /** As the runtime interface client calls it. */
    private String handle(String event) throws IOException {
        CustomPojoSerializer json =
                ServiceLoader.load(CustomPojoSerializer.class).findFirst().orElseThrow();
        try (InputStream in = Objects.requireNonNull(FanOutHandlerTest.class.getResourceAsStream(event), event)) {
            String result = handler.handleRequest(json.fromJson(in, FanOutEvent.class), new TestContext(30_000));
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            json.toJson(result, out, String.class);
            return out.toString(StandardCharsets.UTF_8);
        }
    }
}
