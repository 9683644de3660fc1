package dev.downlink.delivery.post.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionActivity.Activity;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.OriginClient;
import dev.downlink.http.ScriptedServer;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;

/** Questions about connections, against a server that answers as API Gateway. */
class ApiGatewayActivityTest {

    private static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");

    private ScriptedServer server;
    private ConnectionsApi api;
    private ApiGatewayActivity activity;

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start(null);
        Clock clock = Clock.systemUTC();
        CallbackEndpoint endpoint = CallbackEndpoint.of(URI.create(server.url() + "/local"));
        api = new ConnectionsApi(
                new OriginClient(endpoint.origin(), ConnectionsApiFactory.LIMITS, clock),
                new RequestSigner(endpoint, "us-east-1", clock),
                new CurrentCredentials(() -> AwsBasicCredentials.create("AKID", "secret"), clock));
        activity = new ApiGatewayActivity(() -> api);
    }

    @AfterEach
    void stop() throws Exception {
        api.close();
        server.close();
    }

    @Test
    void asksWhenAConnectionWasLastActive() {
        answer(200, """
                {"connectedAt":"2026-11-01T12:00:00.000Z","identity":{"sourceIp":"192.0.2.1"},"lastActiveAt":"2026-11-01T12:03:04.567Z"}""");

        assertThat(find()).isEqualTo(new Activity.Open(Instant.parse("2026-11-01T12:03:04.567Z")));

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("GET");
            assertThat(request.path()).isEqualTo("/local/@connections/L0SM9cOFvHcCIhw%3D");
            assertThat(request.header("Authorization")).isPresent();
        });
    }

    @Test
    void saysThatAConnectionIsGone() {
        answer(410, "");

        assertThat(find()).isEqualTo(new Activity.Gone());
    }

    @ParameterizedTest
    @CsvSource({"429, Throttled", "500, Failed", "403, Refused", "400, InvalidFrame"})
    void doesNotTakeARefusalForAnAnswer(int status, String expected) {
        answer(status, "{}");

        assertThat(find())
                .isInstanceOfSatisfying(
                        Activity.Unknown.class,
                        unknown -> assertThat(unknown.result().getClass().getSimpleName())
                                .isEqualTo(expected));
    }

    @ParameterizedTest
    @CsvSource({"{}", "{\"lastActiveAt\":\"yesterday\"}"})
    void doesNotTakeAnAnswerWithoutATimeForOne(String body) {
        answer(200, body);

        assertThat(find())
                .isInstanceOfSatisfying(
                        Activity.Unknown.class,
                        unknown -> assertThat(unknown.result()).isInstanceOf(PostResult.Failed.class));
    }

    @Test
    void failsWithoutThrowingWhenThereIsNoAddress() {
        ApiGatewayActivity unset = new ApiGatewayActivity(() -> {
            throw new IllegalStateException("No CALLBACK_URL");
        });

        assertThat(unset.find(CONNECTION).toCompletableFuture().join())
                .isEqualTo(new Activity.Unknown(
                        new PostResult.Failed("java.lang.IllegalStateException: No CALLBACK_URL")));
    }

    private Activity find() {
        return activity.find(CONNECTION).toCompletableFuture().join();
    }

    private void answer(int status, String body) {
        server.script((request, out) -> ScriptedServer.answer(
                out, "HTTP/1.1 " + status + " x\r\nContent-Length: " + body.length() + "\r\n\r\n" + body));
    }
}
