package dev.downlink.chatservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.downlink.api.ApiHandler;
import dev.downlink.chatservice.Fixture;
import dev.downlink.function.TestContext;
import io.micronaut.context.ApplicationContext;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, versions, removal of history, and errors in the transport's terms. */
class BatchCallsTest {

    private final Fixture fixture = new Fixture();
    private final ApplicationContext context = fixture.context().start();
    private final ApiHandler function = new ApiHandler(context);

    @AfterEach
    void stop() {
        context.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void answersEachCommandInOrder(boolean parallel) {
        assertThat(call(
                        "batch",
                        "{\"parallel\":" + parallel + ",\"commands\":["
                                + "{\"publish\":{\"channel\":\"stock:A\",\"data\":1}},"
                                + "{\"publish\":{\"channel\":\"nowhere:A\",\"data\":1}},"
                                + "{\"broadcast\":{\"channels\":[\"stock:A\"],\"data\":1}},"
                                + "{\"send_mail\":{}},{\"publish\":null},{},{\"publish\":5}]}"))
                .matches("\\{\"replies\":\\[\\{\"publish\":\\{}},"
                        + "\\{\"error\":\\{\"code\":102,[^}]*}},"
                        + "\\{\"broadcast\":\\{\"responses\":\\[\\{\"result\":\\{}}]}},"
                        + "\\{\"error\":\\{\"code\":104,[^}]*}},"
                        + "\\{\"error\":\\{\"code\":107,[^}]*}},"
                        + "\\{\"error\":\\{\"code\":107,[^}]*}},"
                        + "\\{\"error\":\\{\"code\":107,[^}]*}}]}");
    }

    @Test
    void refusesAnEmptyBatch() {
        assertThat(call("batch", "{\"commands\":[]}")).startsWith("{\"error\":{\"code\":107,");
    }

    @Test
    void publishesNoVersionThatIsNotNewer() {
        String first = versioned(5, "a");
        versioned(7, "a");

        assertThat(versioned(7, "a")).isEqualTo(versioned(6, "a"));
        assertThat(fixture.published("chat:x")).hasSize(2);
        assertThat(versioned(1, "b")).isNotEqualTo(first);
        assertThat(fixture.published("chat:x")).hasSize(3);
    }

    @Test
    void removesHistoryAndKeepsThePosition() {
        call("publish", "{\"channel\":\"chat:x\",\"data\":1}");

        assertThat(call("history_remove", "{\"channel\":\"chat:x\"}")).isEqualTo("{\"result\":{}}");
        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1}"))
                .startsWith("{\"result\":{\"publications\":[],")
                .contains("\"offset\":1");
    }

    @ParameterizedTest
    @CsvSource({"nowhere:x,404,102", "stock:x,400,108", "'',400,107"})
    void answersWithAStatusWhereAsked(String channel, int status, int code) {
        APIGatewayV2HTTPResponse response = handle(
                "history_remove", "{\"channel\":\"" + channel + "\"}", Map.of("x-centrifugo-error-mode", "transport"));

        assertThat(response.getStatusCode()).isEqualTo(status);
        assertThat(response.getBody()).startsWith("{\"code\":" + code + ",\"message\":\"");
    }

    @Test
    void answersResultsAlikeInBothModes() {
        assertThat(handle(
                                "publish",
                                "{\"channel\":\"stock:A\",\"data\":1}",
                                Map.of("x-centrifugo-error-mode", "transport"))
                        .getBody())
                .isEqualTo("{\"result\":{}}");
    }

    private String versioned(long version, String epoch) {
        return call(
                "publish",
                "{\"channel\":\"chat:x\",\"data\":1,\"version\":" + version + ",\"version_epoch\":\"" + epoch + "\"}");
    }

    private String call(String method, String body) {
        return handle(method, body, Map.of()).getBody();
    }

    private APIGatewayV2HTTPResponse handle(String method, String body, Map<String, String> headers) {
        APIGatewayV2HTTPEvent event = ServerApiTest.event(method, body, "test-key", "x-api-key");
        event.getHeaders().putAll(headers);
        return function.handleRequest(event, new TestContext(29_000));
    }
}
