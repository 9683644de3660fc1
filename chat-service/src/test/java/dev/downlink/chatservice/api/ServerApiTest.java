package dev.downlink.chatservice.api;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.downlink.api.ApiHandler;
import dev.downlink.chatservice.Fixture;
import dev.downlink.connection.ConnectionId;
import dev.downlink.function.TestContext;
import dev.downlink.protocol.Publication;
import dev.downlink.service.DocumentedCalls;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From the event that API Gateway hands to the function to the answer it gets back. */
class ServerApiTest {

    private static final String BAD_REQUEST = "{\"error\":{\"code\":107,\"message\":\"bad request\"}}";
    private static final String NOT_AVAILABLE = "{\"error\":{\"code\":108,\"message\":\"not available\"}}";
    private static final String LIMIT_EXCEEDED = "{\"error\":{\"code\":106,\"message\":\"limit exceeded\"}}";
    private static final String UNKNOWN_CHANNEL = "{\"error\":{\"code\":102,\"message\":\"unknown channel\"}}";

    private static final ConnectionId WATCHER = new ConnectionId("L0SM9cOFvHcCAnn=");

    private final Fixture fixture = new Fixture();
    private final ApplicationContext context = fixture.context().start();
    private final ApiHandler function = new ApiHandler(context);

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void publishes() {
        fixture.subscribed(WATCHER, "", "chat:x");

        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":{\"text\": \"a,b\",\"n\":1.50}}"))
                .matches("\\{\"result\":\\{\"offset\":1,\"epoch\":\"[^\"]+\"}}");
        assertThat(fixture.published("chat:x")).singleElement().satisfies(publication -> {
            assertThat(publication.data().text()).isEqualTo("{\"text\":\"a,b\",\"n\":1.50}");
            assertThat(publication.info()).isNull();
        });
        assertThat(fixture.received(WATCHER))
                .singleElement()
                .asString()
                .contains("\"data\":{\"text\":\"a,b\",\"n\":1.50},\"offset\":1");
        assertThat(fixture.fanOut.tasks()).isEmpty();
    }

    @Test
    void publishesWithoutHistory() {
        fixture.subscribed(WATCHER, "", "stock:ABC");

        assertThat(call("publish", "{\"channel\":\"stock:ABC\",\"data\":17.5}")).isEqualTo("{\"result\":{}}");
        assertThat(fixture.received(WATCHER)).singleElement().asString().contains("\"data\":17.5");
        assertThat(fixture.fanOut.tasks()).isEmpty();
    }

    @Test
    void skipsHistoryWhereAsked() {
        fixture.subscribed(WATCHER, "", "chat:x");

        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":1,\"skip_history\":true}"))
                .isEqualTo("{\"result\":{}}");
        assertThat(fixture.published("chat:x")).isEmpty();
        assertThat(fixture.received(WATCHER))
                .singleElement()
                .asString()
                .contains("\"data\":1")
                .doesNotContain("\"offset\"");
        assertThat(fixture.fanOut.tasks()).isEmpty();
    }

    @Test
    void marksWhatMayBeSentAsAChange() {
        call("publish", "{\"channel\":\"ticker:x\",\"data\":1}");
        call("publish", "{\"channel\":\"ticker:x\",\"data\":2,\"delta\":true}");

        assertThat(fixture.published("ticker:x"))
                .extracting(Publication::deltaEligible)
                .containsExactly(false, true);
    }

    /** The next change would be from a publication that subscribers do not have as their last one. */
    @Test
    void keepsEverythingInTheHistoryWhereChangesAreSent() {
        assertThat(call("publish", "{\"channel\":\"ticker:x\",\"data\":1,\"skip_history\":true}"))
                .isEqualTo(NOT_AVAILABLE);
    }

    @Test
    void takesTags() {
        call("publish", "{\"channel\":\"chat:x\",\"data\":1,\"tags\":{\"a\":\"b\"}}");

        assertThat(fixture.published("chat:x").getFirst().tags()).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void prefersBase64() {
        String base64 = Base64.getEncoder().encodeToString("{\"ü\": 1}".getBytes(StandardCharsets.UTF_8));

        call("publish", "{\"channel\":\"chat:x\",\"data\":2,\"b64data\":\"%s\"}".formatted(base64));

        assertThat(fixture.published("chat:x").getFirst().data().text()).isEqualTo("{\"ü\":1}");
    }

    @Test
    void publishesOncePerIdempotencyKey() {
        String request = "{\"channel\":\"chat:x\",\"data\":1,\"idempotency_key\":\"k\"}";

        assertThat(call("publish", request)).isEqualTo(call("publish", request));
        assertThat(fixture.published("chat:x")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":1}",
                "{\"channel\":\"chat:x\"}",
                "{\"channel\":\"chat:x\",\"data\":null}",
                "{\"channel\":\"chat:x\",\"b64data\":\"***\"}",
                "{\"channel\":\"chat:x\",\"b64data\":\"b29wcw==\"}",
                "{\"channel\":\"chat:x\",\"data\":1,\"idempotency_key\":\"\\ud800\"}",
                "{\"channel\":\"chat:x\",\"data\":1,\"tags\":{\"\\udc00\":\"a\"}}",
                "{\"channel\":\"chat:x\",\"data\":1,\"tags\":{\"a\":\"\\ud83da\"}}",
            })
    void answersABadRequest(String request) {
        assertThat(call("publish", request)).isEqualTo(BAD_REQUEST);
    }

    @Test
    void knowsNoOtherChannelsThanTheRules() {
        assertThat(call("publish", "{\"channel\":\"nowhere:x\",\"data\":1}")).isEqualTo(UNKNOWN_CHANNEL);
        assertThat(call("publish", "{\"channel\":\"chat:%s\",\"data\":1}".formatted("x".repeat(300))))
                .isEqualTo(UNKNOWN_CHANNEL);
    }

    @Test
    void refusesWhatNoPublicationCanHold() {
        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":\"%s\"}".formatted("x".repeat(65_536))))
                .isEqualTo(LIMIT_EXCEEDED);
        String escaped = "\\u0001".repeat(11_000);
        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":1,\"tags\":{\"a\":\"%s\"}}".formatted(escaped)))
                .isEqualTo(LIMIT_EXCEEDED);
    }

    @Test
    void refusesWhatItWouldHaveToIgnore() {
        assertThat(call("publish", "{\"channel\":\"stock:x\",\"data\":1,\"version\":3}"))
                .isEqualTo(NOT_AVAILABLE);
        assertThat(call("publish", "{\"channel\":\"stock:x\",\"data\":1,\"idempotency_key\":\"k\"}"))
                .isEqualTo(NOT_AVAILABLE);
    }

    @Test
    void ignoresWhatChangesNothing() {
        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":1,\"delta\":true,\"version\":0,\"new\":[{}]}"))
                .contains("\"offset\":1");
    }

    @Test
    void saysThatAFaultIsItsOwn() {
        fixture.away = true;

        assertThat(call("publish", "{\"channel\":\"chat:x\",\"data\":1}"))
                .isEqualTo("{\"error\":{\"code\":100,\"message\":\"internal server error\"}}");
    }

    @Test
    void broadcastsToEachChannelOnItsOwnAccount() {
        assertThat(call("broadcast", "{\"channels\":[\"chat:x\",\"nowhere:x\",\"\",\"stock:x\"],\"data\":{}}"))
                .matches("\\{\"result\":\\{\"responses\":\\[\\{\"result\":\\{\"offset\":1,\"epoch\":\"[^\"]+\"}},"
                        + "\\{\"error\":\\{\"code\":102,\"message\":\"unknown channel\"}},"
                        + "\\{\"error\":\\{\"code\":107,\"message\":\"bad request\"}},\\{\"result\":\\{}}]}}");
    }

    @Test
    void refusesABroadcastToNobodyOrOfNothingReadable() {
        assertThat(call("broadcast", "{\"data\":1}")).isEqualTo(BAD_REQUEST);
        assertThat(call("broadcast", "{\"channels\":[\"chat:x\"],\"b64data\":\"***\"}"))
                .isEqualTo(BAD_REQUEST);
        assertThat(call("broadcast", "{\"channels\":[\"chat:x\"]}"))
                .isEqualTo("{\"result\":{\"responses\":[" + BAD_REQUEST + "]}}");
    }

    @Test
    void answersEachChannelOfABroadcastThoughTheTimeIsUp() {
        fixture.appendTakes = Duration.ofSeconds(1);
        String channels =
                IntStream.range(0, 100).mapToObj(n -> "\"chat:" + n + "\"").collect(joining(","));

        String answer = call("broadcast", "{\"channels\":[" + channels + "],\"data\":1}");

        String tooMany = "{\"error\":{\"code\":111,\"message\":\"too many requests\"}}";
        int refused = answer.split(Pattern.quote(tooMany), -1).length - 1;
        long published = IntStream.range(0, 100)
                .filter(n -> !fixture.published("chat:" + n).isEmpty())
                .count();
        // 29 s less the 3 s kept for the last ones, which begin in parallel.
        assertThat(published).isBetween(27L, 27L + 8);
        assertThat(refused).isEqualTo(100 - (int) published);
    }

    @Test
    void refusesABroadcastToMoreChannelsThanAnInvocationCanServe() {
        String channels = "\"chat:x\",".repeat(1000);

        assertThat(call("broadcast", "{\"channels\":[" + channels + "\"chat:y\"],\"data\":1}"))
                .isEqualTo(LIMIT_EXCEEDED);
        assertThat(fixture.published("chat:x")).isEmpty();
    }

    @Test
    void tellsHistory() {
        IntStream.rangeClosed(1, 3)
                .forEach(n -> call(
                        "publish", "{\"channel\":\"chat:x\",\"data\":%d,\"tags\":{\"n\":\"%d\"}}".formatted(n, n)));

        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":2}"))
                .matches("\\{\"result\":\\{\"publications\":\\[\\{\"data\":1,\"offset\":1,\"tags\":\\{\"n\":\"1\"}},"
                        + "\\{\"data\":2,\"offset\":2,\"tags\":\\{\"n\":\"2\"}}],\"epoch\":\"[^\"]+\",\"offset\":3}}");
        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":1,\"reverse\":true}"))
                .contains("[{\"data\":3,");
        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1,\"since\":{\"offset\":2,\"epoch\":\"\"}}"))
                .contains("[{\"data\":3,");
        assertThat(call("history", "{\"channel\":\"chat:x\"}")).contains("\"publications\":[]", "\"offset\":3");
    }

    @Test
    void tellsWhoPublished() {
        fixture.publishedBy("ann", "chat:x", "1");

        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1}"))
                .contains(
                        "{\"data\":1,\"info\":{\"user\":\"ann\",\"client\":\"c\",\"conn_info\":{\"a\":1}},\"offset\":1}");
    }

    @Test
    void cutsHistoryToWhatAnAnswerHolds() {
        String data = "x".repeat(60_000);
        IntStream.range(0, 50).forEach(n -> fixture.publishedBy("ann", "chat:x", '"' + data + '"'));

        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1}")).hasSizeBetween(2_000_000, 2_100_000);
    }

    @Test
    void countsWhoPublishedTowardsWhatAnAnswerHolds() {
        String user = "x".repeat(60_000);
        IntStream.range(0, 50).forEach(n -> fixture.publishedBy(user, "chat:x", "1"));

        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1}")).hasSizeBetween(2_000_000, 2_100_000);
    }

    @Test
    void tellsNothingAfterAnOffsetThatNeverWas() {
        fixture.publishedBy("ann", "chat:x", "1");

        assertThat(call("history", "{\"channel\":\"chat:x\",\"limit\":-1,\"since\":{\"offset\":9223372036854775807}}"))
                .contains("\"publications\":[]", "\"offset\":1");
    }

    @Test
    void refusesAnOffsetBelowZero() {
        String since = "{\"channel\":\"chat:x\",\"since\":{\"offset\":-1}}";

        assertThat(handle("history", since, "test-key", "x-api-key").getStatusCode())
                .isEqualTo(400);
    }

    @Test
    void refusesHistoryWhereThereIsNone() {
        assertThat(call("history", "{\"channel\":\"stock:x\"}")).isEqualTo(NOT_AVAILABLE);
        assertThat(call("history", "{\"channel\":\"nowhere:x\"}")).isEqualTo(UNKNOWN_CHANNEL);
        assertThat(call("history", "{}")).isEqualTo(BAD_REQUEST);
        assertThat(call("history", "{\"channel\":\"chat:x\",\"since\":{\"offset\":1,\"epoch\":\"old\"}}"))
                .isEqualTo("{\"error\":{\"code\":112,\"message\":\"unrecoverable position\"}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oops",
                "",
                "[]",
                "{\"channel\":\"chat:x\",\"data\":1",
                "{\"channel\":\"chat:x\",\"data\":1}}",
                "{\"channel\":5,\"data\":1}",
                "{\"channel\":\"chat:x\",\"data\":1,\"skip_history\":\"yes\"}",
                "{\"channel\":\"chat:x\",\"data\":1,\"tags\":{\"a\":1}}",
            })
    void refusesWhatItCannotRead(String body) {
        APIGatewayV2HTTPResponse response = handle("publish", body, "test-key", "x-api-key");

        assertThat(response.getStatusCode()).isEqualTo(400);
        assertThat(response.getBody()).isEqualTo("Bad Request");
    }

    @ParameterizedTest
    @CsvSource({"x-api-key,test-key", "authorization,apikey test-key", "authorization,ApiKey   test-key"})
    void letsInWhoHasTheKey(String header, String value) {
        assertThat(handle("publish", "{}", value, header).getStatusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({
        "x-api-key,wrong",
        "x-api-key,''",
        "authorization,test-key",
        "authorization,bearer test-key",
        "authorization,apikey wrong",
        "x-other,test-key"
    })
    void refusesWhoHasNot(String header, String value) {
        APIGatewayV2HTTPResponse response = handle("publish", "{\"channel\":\"chat:x\",\"data\":1}", value, header);

        assertThat(response.getStatusCode()).isEqualTo(401);
        assertThat(fixture.published("chat:x")).isEmpty();
    }

    @Test
    void letsEverybodyInWhereRulesAreInsecure() {
        try (ApplicationContext insecure = new Fixture(true).context().start()) {
            APIGatewayV2HTTPResponse response = new ApiHandler(insecure)
                    .handleRequest(event("publish", "{}", "any", "x-other"), new TestContext(29_000));

            assertThat(response.getStatusCode()).isEqualTo(200);
        }
    }

    @Test
    void answersWhatThePageOnTimedPushesShows() {
        List<DocumentedCalls.Call> calls = DocumentedCalls.of("timed-pushes.md").stream()
                .filter(call -> !call.method().startsWith("schedule"))
                .toList();

        assertThat(calls)
                .hasSize(2)
                .allSatisfy(
                        call -> assertThat(call(call.method(), call.body())).startsWith("{\"result\":{\"schedule\":"));
    }

    @Test
    void makesNoBeansOfAnInvocation() {
        call("publish", "{\"channel\":\"chat:x\",\"data\":1}");

        assertThat(function.getApplicationContext().containsBean(Context.class)).isFalse();
    }

    private String call(String method, String body) {
        APIGatewayV2HTTPResponse response = handle(method, body, "test-key", "x-api-key");
        assertThat(response.getStatusCode()).isEqualTo(200);
        assertThat(response.getHeaders()).containsEntry("Content-Type", "application/json");
        return response.getBody();
    }

    private APIGatewayV2HTTPResponse handle(String method, String body, String key, String header) {
        return function.handleRequest(event(method, body, key, header), new TestContext(29_000));
    }

    static APIGatewayV2HTTPEvent event(String method, String body, String key, String header) {
        try (InputStream in =
                Objects.requireNonNull(ServerApiTest.class.getResourceAsStream("/events/http-publish.json"))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("/api/publish", "/api/" + method)
                    .replace("x-api-key", header)
                    .replace("KEY", key);
            APIGatewayV2HTTPEvent event = ServiceLoader.load(CustomPojoSerializer.class)
                    .findFirst()
                    .orElseThrow()
                    .fromJson(json, APIGatewayV2HTTPEvent.class);
            // API Gateway leaves an empty body out.
            event.setBody(body.isEmpty() ? null : body);
            return event;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
