package dev.downlink.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.integration.RateLimit;
import dev.downlink.local.lambda.InvocationResult;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpApiTest {

    private static final RecordingLambda LAMBDA = new RecordingLambda();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static Gateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = Gateways.start(LAMBDA);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @BeforeEach
    void reset() {
        LAMBDA.reset();
    }

    @Test
    void sendsAnEventLikeThatOfAws() throws IOException {
        try (RawWebSocket http = new RawWebSocket(gateway.port())) {
            RawWebSocket.Head head = http.http(
                    "GET /api/items/a%20b?a=1&a=2&b=%C3%A9+x",
                    "User-Agent: a", "Header1: v1", "header1: v2", "Cookie: c1=v1; c2=v2");
            assertThat(head.status()).isEqualTo(200);
        }
        Golden.assertThatEvent(LAMBDA.next("item"), gateway.port()).isLike("http.json");
    }

    @ParameterizedTest
    @CsvSource({
        "application/json",
        "application/json; charset=utf-8",
        "application/vnd.api+json",
        "text/plain",
    })
    void passesTextAsItIs(String contentType) throws Exception {
        post("{\"ä\":1}".getBytes(StandardCharsets.UTF_8), contentType);
        JsonNode event = LAMBDA.next("api");
        assertThat(event.path("body").textValue()).isEqualTo("{\"ä\":1}");
        assertThat(event.path("isBase64Encoded").booleanValue()).isFalse();
        assertThat(event.at("/headers/content-type").textValue()).isEqualTo(contentType);
    }

    @ParameterizedTest
    @ValueSource(strings = {"application/octet-stream", "image/png", "text/plain"})
    void passesBytesInBase64(String contentType) throws Exception {
        byte[] bytes = {(byte) 0xff, 0, 1};
        post(bytes, contentType);
        JsonNode event = LAMBDA.next("api");
        assertThat(event.path("body").textValue()).isEqualTo(Base64.getEncoder().encodeToString(bytes));
        assertThat(event.path("isBase64Encoded").booleanValue()).isTrue();
    }

    @Test
    void returnsTheFunctionsResponse() throws Exception {
        LAMBDA.answer("api", """
                {"statusCode":201,"headers":{"Content-Type":"application/json","X-Mine":"1","Content-Length":"99"},
                 "multiValueHeaders":{"X-Other":["2"]},"cookies":["a=1","b=2"],"body":"{\\"ä\\":1}"}""");
        HttpResponse<String> response = post("{}".getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(response.statusCode()).isEqualTo(201);
        assertThat(response.body()).isEqualTo("{\"ä\":1}");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
        assertThat(response.headers().firstValue("x-mine")).contains("1");
        assertThat(response.headers().firstValue("x-other")).isEmpty();
        assertThat(response.headers().allValues("set-cookie")).containsExactly("a=1", "b=2");
    }

    @Test
    void returnsBytesFromBase64() throws Exception {
        LAMBDA.answer("files", "{\"statusCode\":200,\"body\":\"/wAB\",\"isBase64Encoded\":true}");
        HttpResponse<byte[]> response = HTTP.send(
                request("/api/files/a/b")
                        .method("PATCH", BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(response.body()).containsExactly(0xff, 0, 1);
        assertThat(LAMBDA.next("files").at("/pathParameters/proxy").textValue()).isEqualTo("a/b");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"{\"a\":1}|{\"a\":1}", "[1]|[1]", "\"hello\"|hello", "5|5"})
    void takesAnyOtherJsonAsTheBody(String payload, String body) throws Exception {
        LAMBDA.answer("api", payload);
        HttpResponse<String> response = post(new byte[0], "application/json");
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(body);
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @ParameterizedTest
    @CsvSource({"GET, /api/publish", "POST, /api/nothing", "OPTIONS, /api/publish", "GET, /api/items/1/2"})
    void answers404WithoutARoute(String method, String path) throws Exception {
        HttpResponse<String> response = send(request(path).method(method, BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("{\"message\":\"Not Found\"}");
        assertThat(response.headers().firstValue("content-type")).contains("application/json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"{\"statusCode\":\"ok\"}", "{\"statusCode\":200,\"body\":\"*\",\"isBase64Encoded\":true}", "{"})
    void answers500ToAMalformedResponse(String payload) throws Exception {
        LAMBDA.answer("api", payload);
        assertError(500, "Internal Server Error");
    }

    @Test
    void answers500WhenTheFunctionFails() throws Exception {
        LAMBDA.answer("api", event -> CompletableFuture.completedStage(RecordingLambda.thrown()));
        assertError(500, "Internal Server Error");
    }

    @Test
    void answers503WhenLambdaIsAtItsLimit() throws Exception {
        LAMBDA.answer(
                "api",
                event -> CompletableFuture.completedStage(
                        new InvocationResult.Throttled(InvocationResult.Limit.ACCOUNT)));
        assertError(503, "Service Unavailable");
    }

    @Test
    void answers503WhenTheFunctionTakesTooLong() throws Exception {
        LAMBDA.hang("item");
        try (Gateway impatient =
                Gateways.start(LAMBDA, Gateways.ROUTES, Gateways.settings().withHttpTimeout(Duration.ofMillis(50)))) {
            HttpResponse<String> response =
                    send(HttpRequest.newBuilder(URI.create("http://localhost:" + impatient.port() + "/api/items/1")));
            assertThat(response.statusCode()).isEqualTo(503);
        }
    }

    @Test
    void answers429BeyondTheRate() throws Exception {
        try (Gateway slow =
                Gateways.start(LAMBDA, Gateways.ROUTES, Gateways.settings().withRequests(new RateLimit(0.001, 1)))) {
            URI uri = URI.create("http://localhost:" + slow.port() + "/api/items/1");
            assertThat(send(HttpRequest.newBuilder(uri)).statusCode()).isEqualTo(200);
            assertThat(send(HttpRequest.newBuilder(uri)).statusCode()).isEqualTo(429);
        }
    }

    @Test
    void answers413AboveThePayloadLimit() throws Exception {
        byte[] tooMuch = new byte[10 * 1024 * 1024 + 1];
        Arrays.fill(tooMuch, (byte) 'x');
        HttpResponse<String> response = post(tooMuch, "text/plain");
        assertThat(response.statusCode()).isEqualTo(413);
        assertThat(response.body()).isEqualTo("{\"message\":\"Request Entity Too Large\"}");
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        LAMBDA.answer("files", "{\"statusCode\":200,\"body\":\"none\"}");
        HttpResponse<String> response = send(request("/api/files/a").method("HEAD", BodyPublishers.noBody()));
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEmpty();
    }

    private static void assertError(int status, String message) throws Exception {
        HttpResponse<String> response = post(new byte[0], "application/json");
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo("{\"message\":\"" + message + "\"}");
    }

    private static HttpResponse<String> post(byte[] body, String contentType) throws Exception {
        return send(request("/api/publish").header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    private static HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + gateway.port() + path));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
