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
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GetConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PayloadTooLargeException;

class ManagementApiTest {

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String UNKNOWN = "AAAAAAAAAAAAAAA=";
    private static Gateway gateway;
    private static ApiGatewayManagementApiClient aws;

    private RawWebSocket client;
    private String id;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateways.start(LAMBDA);
        aws = aws("/local");
    }

    @AfterAll
    static void stop() {
        aws.close();
        gateway.close();
    }

    @BeforeEach
    void connect() throws IOException {
        LAMBDA.reset();
        client = RawWebSocket.open(gateway.port(), "/local");
        id = LAMBDA.next("connect").at("/requestContext/connectionId").textValue();
    }

    @AfterEach
    void leave() throws IOException {
        client.close();
    }

    @Test
    void postsATextFrame() throws IOException {
        post("hello ä");
        RawWebSocket.Frame frame = client.read();
        assertThat(frame.opcode()).isEqualTo(RawWebSocket.TEXT);
        assertThat(frame.text()).isEqualTo("hello ä");
    }

    @Test
    void answersAPostWithoutABody() throws Exception {
        HttpResponse<String> response = send("POST", "/local/@connections/" + id, "x");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    @Test
    void postsTheLargestMessageInFramesOf32Kilobytes() throws IOException {
        post("x".repeat(128 * 1024));
        for (int i = 0; i < 4; i++) {
            RawWebSocket.Frame frame = client.read();
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
            assertThat(client.read().text()).isEqualTo(Integer.toString(i));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/local/@connections/%s", "/local/%%40connections/%s"})
    void takesThePathEncodedOrNot(String path) throws Exception {
        for (String form : new String[] {id, id.replace("=", "%3D")}) {
            assertThat(send("POST", path.formatted(form), "x").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void describesAConnection() throws IOException {
        Instant before = Instant.now();
        client.text("active");
        LAMBDA.next("default");
        GetConnectionResponse response = aws.getConnection(request -> request.connectionId(id));
        assertThat(response.connectedAt()).isBefore(response.lastActiveAt().plusMillis(1));
        assertThat(response.lastActiveAt()).isBetween(before.minusMillis(1), Instant.now());
        assertThat(response.identity().sourceIp()).isEqualTo("127.0.0.1");
        assertThat(response.identity().userAgent()).isNull();
    }

    @Test
    void writesTimesAsAwsDoes() throws Exception {
        assertThat(send("GET", "/local/@connections/" + id, "").body())
                .matches("\\{\"connectedAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\","
                        + "\"identity\":\\{\"sourceIp\":\"127.0.0.1\"},"
                        + "\"lastActiveAt\":\"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z\"}");
    }

    @Test
    void deletesAConnection() throws Exception {
        assertThat(send("DELETE", "/local/@connections/" + id, "").statusCode()).isEqualTo(204);
        assertThat(client.read().closeCode()).isEqualTo(1000);
        JsonNode context;
        do {
            // Before it may come that of the test before.
            context = LAMBDA.next("disconnect").path("requestContext");
        } while (!context.path("connectionId").textValue().equals(id));
        assertThat(context.path("disconnectStatusCode").intValue()).isEqualTo(1000);
        assertThat(context.path("disconnectReason").textValue()).isEqualTo("Connection Closed Normally");
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));
        client.close();
        assertThat(LAMBDA.waiting("disconnect")).isZero();
    }

    @Test
    void answersGoneOnceTheClientHasLeft() throws IOException {
        client.close();
        LAMBDA.next("disconnect");
        assertThatExceptionOfType(GoneException.class).isThrownBy(() -> post("x"));
    }

    @Test
    void answersGoneToAnyOperationOnAnIdThatNeverWas() {
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> aws.postToConnection(
                        request -> request.connectionId(UNKNOWN).data(SdkBytes.fromUtf8String("x"))));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> aws.getConnection(request -> request.connectionId(UNKNOWN)));
        assertThatExceptionOfType(GoneException.class)
                .isThrownBy(() -> aws.deleteConnection(request -> request.connectionId(UNKNOWN)));
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
        CompletableFuture<InvocationResult> connect = LAMBDA.hold("connect");
        try (RawWebSocket other = new RawWebSocket(gateway.port())) {
            other.requestUpgrade("/local");
            String connecting =
                    LAMBDA.next("connect").at("/requestContext/connectionId").textValue();
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
        try (RawWebSocket http = new RawWebSocket(gateway.port())) {
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
        assertThat(client.read().text()).isEqualTo("fits");
    }

    @Test
    void answers413BeforeTheBodyToAClientThatAsks() throws IOException {
        try (RawWebSocket http = new RawWebSocket(gateway.port())) {
            RawWebSocket.Head head =
                    http.http("POST /local/@connections/" + id, "Content-Length: 200000", "Expect: 100-continue");
            assertThat(head.status()).isEqualTo(413);
            assertThat(head.headers()).containsEntry("x-amzn-errortype", "PayloadTooLargeException");
        }
    }

    @Test
    void answersForbiddenWithoutTheStage() throws IOException {
        try (ApiGatewayManagementApiClient stageless = aws("")) {
            assertThatExceptionOfType(ForbiddenException.class)
                    .isThrownBy(() -> stageless.postToConnection(
                            request -> request.connectionId(id).data(SdkBytes.fromUtf8String("x"))));
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
                client.isClosedByServer();
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
        aws.deleteConnection(request -> request.connectionId(id));
        await().until(() -> !reader.isAlive());
    }

    private void fillTheBuffer() {
        String large = "x".repeat(100_000);
        for (int i = 0; i < 1000; i++) {
            post(large);
        }
    }

    private void post(String text) {
        aws.postToConnection(request -> request.connectionId(id).data(SdkBytes.fromUtf8String(text)));
    }

    private static HttpResponse<String> send(String method, String path, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private static ApiGatewayManagementApiClient aws(String path) {
        return ApiGatewayManagementApiClient.builder()
                .endpointOverride(URI.create("http://localhost:" + gateway.port() + path))
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .overrideConfiguration(config -> config.retryStrategy(retry -> retry.maxAttempts(1)))
                .httpClient(UrlConnectionHttpClient.create())
                .build();
    }
}
