package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

class ManagementApiTest {

    @RegisterExtension
    static final ManagementClient CLIENT = new ManagementClient();

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String UNKNOWN = "AAAAAAAAAAAAAAA=";

    @Test
    void postsATextFrame() throws IOException {
        post("hello ä");
        RawWebSocket.Frame frame = CLIENT.socket().read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.TEXT);
        assertThat(frame.text()).isEqualTo("hello ä");
    }

    @Test
    void answersAPostWithoutABody() throws Exception {
        HttpResponse<String> response = send("POST", "/local/@connections/" + CLIENT.id(), "x");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void postsTheLargestMessageInFramesOf32Kilobytes() throws IOException {
        post("x".repeat(128 * 1024));
        for (int i = 0; i < 4; i++) {
            RawWebSocket.Frame frame = CLIENT.socket().read();
            assertThat(frame.payload()).hasSize(32 * 1024);
            assertThat(frame.opcode()).isEqualTo(i == 0 ? RawWebSocket.TEXT : RawWebSocket.CONTINUATION);
            assertThat(frame.last()).isEqualTo(i == 3);
        }
    }

    @Test
    void keepsTheOrderOfPosts() throws IOException {
        for (int i = 0; i < 100; i++) {
            post(Integer.toString(i));
        }
        for (int i = 0; i < 100; i++) {
            assertThat(CLIENT.socket().read().text()).isEqualTo(Integer.toString(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/@connections/%s", "/local/%%40connections/%s"})
    void takesThePathEncodedOrNot(String path) throws Exception {
        for (String form : new String[] {CLIENT.id(), CLIENT.id().replace("=", "%3D")}) {
            assertThat(send("POST", path.formatted(form), "x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void describesAConnection() throws IOException {
        Instant before = Instant.now();
        CLIENT.socket().text("active");
        CLIENT.lambda().next("default");
        GetConnectionResponse response = CLIENT.aws().getConnection(request -> request.connectionId(CLIENT.id()));
        assertThat(response.connectedAt()).isBefore(response.lastActiveAt().plusMillis(1));
        assertThat(response.lastActiveAt()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(response.identity().sourceIp()).isEqualTo("127.0.0.1");
        assertThat(response.identity().userAgent()).isNull();
    }

    @Test
    void writesTimesAsAwsDoes() throws Exception {
        assertThat(send("GET", "/local/@connections/" + CLIENT.id(), "").body())
                .matches("\\{\"connectedAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"identity\":\\{\"sourceIp\":\"127.0.0.1\"},"
                        + "\"lastActiveAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
    }

    @Test
    void deletesAConnection() throws Exception {
        assertThat(send("DELETE", "/local/@connections/" + CLIENT.id(), "").statusCode())
                .isEqualTo(204);
        assertThat(CLIENT.socket().read().closeCode()).isEqualTo(1000);
        JsonNode context = CLIENT.disconnect().path("requestContext");
        assertThat(context.path("disconnectStatusCode").intValue()).isEqualTo(1000);
        assertThat(context.path("disconnectReason").textValue()).isEqualTo("Connection Closed Normally");
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));
        CLIENT.socket().close();
        assertThat(CLIENT.lambda().waiting("disconnect")).isZero();
    }

    @Test
    void answersGoneOnceTheClientHasLeft() throws IOException {
        CLIENT.socket().close();
        CLIENT.lambda().next("disconnect");
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void answersGoneToAnyOperationOnAnIdThatNeverWas() {
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> CLIENT.aws()
                        .postToConnection(
                                request -> request.connectionId(UNKNOWN).data(SdkBytes.fromUtf8String("x"))));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> CLIENT.aws().getConnection(request -> request.connectionId(UNKNOWN)));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> CLIENT.aws().deleteConnection(request -> request.connectionId(UNKNOWN)));
    }

    @Test
    void answersGoneWithAnEmptyBody() throws Exception {
        HttpResponse<String> response = send("POST", "/local/@connections/" + UNKNOWN, "x");
        assertThat(response.statusCode()).isEqualTo(410);
        assertThat(response.body()).isEmpty();
        assertThat(response.headers().firstValue("x-amzn-ErrorType")).contains("GoneException");
    }

    @Test
    void answersGoneDuringConnect() throws Exception {
        CompletableFuture<InvocationResult> connect = CLIENT.lambda().hold("connect");
        try (RawWebSocket other = new RawWebSocket(CLIENT.port())) {
            other.requestUpgrade("/local");
            String connecting = CLIENT.lambda()
                    .next("connect")
                    .at("/requestContext/connectionId")
                    .textValue();
            assertThat(send("POST", "/local/@connections/" + connecting, "x").statusCode())
                    .isEqualTo(410);
            connect.complete(RecordingLambda.returned("{\"statusCode\":200}"));
            other.head();
            assertThat(send("POST", "/local/@connections/" + connecting, "now").statusCode())
                    .isEqualTo(200);
            assertThat(other.read().text()).isEqualTo("now");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "AAAAAAAAAAAAAAAAA", "AAAAAAAAAAAAAA!=", "%zz"})
    void answers400ToAnIdOfTheWrongForm(String wrong) throws Exception {
        try (RawWebSocket http = new RawWebSocket(CLIENT.port())) {
            RawWebSocket.Head head = http.http("GET /local/@connections/" + wrong);
            assertThat(head.status()).isEqualTo(400);
            assertThat(head.headers()).containsEntry("x-amzn-errortype", "BadRequestException");
            assertThat(head.body()).contains("Invalid connectionId: " + wrong, "\"connectionId\":\"" + wrong + "\"");
        }
    }

    @Test
    void answers413AboveTheMessageLimitAndKeepsTheHttpConnection() throws Exception {
        assertThatExceptionOfType(PayloadTooLargeException.class)
                .isThrownBy(() -> post("x".repeat(128 * 1024 + 1)))
                .withMessageContaining("Message too long");
        post("fits");
        assertThat(CLIENT.socket().read().text()).isEqualTo("fits");
    }

    @Test
    void answers413BeforeTheBodyToAClientThatAsks() throws IOException {
        try (RawWebSocket http = new RawWebSocket(CLIENT.port())) {
            RawWebSocket.Head head = http.http(
                    "POST /local/@connections/" + CLIENT.id(), "Content-Length: 200000", "Expect: 100-continue");
            assertThat(head.status()).isEqualTo(413);
            assertThat(head.headers()).containsEntry("x-amzn-errortype", "PayloadTooLargeException");
        }
    }

    @Test
    void answersForbiddenWithoutTheStage() throws IOException {
        try (ApiGatewayManagementApiClient stageless = CLIENT.aws("")) {
            assertThatExceptionOfType(ForbiddenException.class)
                    .isThrownBy(() -> stageless.postToConnection(
                            request -> request.connectionId(CLIENT.id()).data(SdkBytes.fromUtf8String("x"))));
        }
    }

    @Test
    void answersLimitExceededWhenTheClientDoesNotRead() {
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(this::fillTheBuffer);
    }

    @Test
    void postsAgainOnceASlowClientHasRead() {
        assertThatExceptionOfType(LimitExceededException.class).isThrownBy(this::fillTheBuffer);
        Thread reader = Thread.ofVirtual().start(() -> {
            try {
                CLIENT.socket().isClosedByServer();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        await().atMost(Duration.ofSeconds(5))
                .ignoreException(LimitExceededException.class)
                .until(() -> {
                    post("x");
                    return true;
                });
        CLIENT.aws().deleteConnection(request -> request.connectionId(CLIENT.id()));
        await().until(() -> !reader.isAlive());
    }

    private void fillTheBuffer() {
        String large = "x".repeat(100_000);
        for (int i = 0; i < 1000; i++) {
            post(large);
        }
    }

    private void post(String text) {
        CLIENT.aws()
                .postToConnection(request -> request.connectionId(CLIENT.id()).data(SdkBytes.fromUtf8String(text)));
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + CLIENT.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
