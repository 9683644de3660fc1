package dev.downlink.chat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.FanOutEvent;
import io.micronaut.context.ApplicationContext;
import io.micronaut.function.aws.proxy.MockLambdaContext;
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
    void deliversWhatWasPublished() throws IOException {
        fixture.subscribed(ANN, "", "chat:lobby");
        fixture.messages().answer(ANN, "{\"action\":\"onMessage\",\"message\":\"Hello everyone\"}");

        assertThat(handle("/events/fan-out-catch-up.json")).isEqualTo("\"\"");

        assertThat(fixture.poster.received(ANN))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"type\":\"publication\",\"channel\":\"chat:lobby\",\"data\":\"Hello everyone\",\"offset\":1");
    }

    @Test
    void deliversWhatItIsHanded() throws IOException {
        fixture.subscribed(ANN, "", "stock:ABC");

        handle("/events/fan-out-deliver.json");

        assertThat(fixture.poster.received(ANN))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"publication\",\"channel\":\"stock:ABC\",\"data\":{\"price\":17.50}");
    }

    @Test
    void refusesAnEventWithoutATask() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> handler.handleRequest(new FanOutEvent(null, null), new MockLambdaContext()));
    }

    /** As the runtime interface client calls it. */
    private String handle(String event) throws IOException {
        CustomPojoSerializer json =
                ServiceLoader.load(CustomPojoSerializer.class).findFirst().orElseThrow();
        try (InputStream in = Objects.requireNonNull(FanOutHandlerTest.class.getResourceAsStream(event), event)) {
            String result = handler.handleRequest(json.fromJson(in, FanOutEvent.class), new ThirtySeconds());
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            json.toJson(result, out, String.class);
            return out.toString(StandardCharsets.UTF_8);
        }
    }

    private static final class ThirtySeconds extends MockLambdaContext {
        @Override
        public int getRemainingTimeInMillis() {
            return 30_000;
        }

        @Override
        public String getAwsRequestId() {
            return "8476a536-e9f4-11e8-9739-2dfe598c3fcd";
        }
    }
}
