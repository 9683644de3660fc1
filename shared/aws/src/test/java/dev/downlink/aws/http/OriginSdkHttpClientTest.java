package dev.downlink.aws.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.downlink.http.HttpSettings;
import dev.downlink.http.ScriptedServer;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ResourceNotFoundException;

class OriginSdkHttpClientTest {

    private final ScriptedServer server = ScriptedServer.start(null);
    private final OriginSdkHttpClient client = new OriginSdkHttpClient(
            new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(20), 10, 1_000_000),
            Clock.systemUTC());

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void carriesRequestAndResponse() throws IOException {
        server.script((request, out) -> ScriptedServer.answer(
                out, "HTTP/1.1 201 Created\r\nX-Many: 1\r\nx-many: 2\r\nContent-Length: 4\r\n\r\nbody"));

        HttpExecuteResponse response =
                request(SdkHttpMethod.POST, "/a%20b?c=d%2Fe", "hello").call();

        assertThat(response.httpResponse().statusCode()).isEqualTo(201);
        assertThat(response.httpResponse().matchingHeaders("X-Many")).isEqualTo(List.of("1", "2"));
        assertThat(response.responseBody().orElseThrow()).hasBinaryContent("body".getBytes(StandardCharsets.UTF_8));
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/a%20b?c=d%2Fe");
            assertThat(request.text()).isEqualTo("hello");
            assertThat(request.header("Host")).hasValue(server.url().replace("http://", ""));
            assertThat(request.header("X-Sent")).hasValue("yes");
        });
    }

    @Test
    void hasNoBodyAfterAHeadRequest() throws IOException {
        server.script((request, out) -> ScriptedServer.answer(out, "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n"));

        assertThat(request(SdkHttpMethod.HEAD, "/", "").call().responseBody()).isEmpty();
        assertThat(request(SdkHttpMethod.HEAD, "/", "").call().responseBody()).isEmpty();
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void throwsWhatTheSdkRetries() {
        server.script((request, out) -> false);

        assertThatThrownBy(() -> request(SdkHttpMethod.GET, "/", "").call())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("connection closed by the server");
    }

    @Test
    void stopsWaitingWhenAbortedOrInterrupted() throws InterruptedException {
        CountDownLatch never = new CountDownLatch(1);
        server.script((request, out) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        ExecutableHttpRequest aborted = request(SdkHttpMethod.GET, "/", "");
        aborted.abort();
        assertThatThrownBy(aborted::call).isInstanceOf(IOException.class).hasMessageContaining("aborted");

        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread caller = Thread.ofPlatform().start(() -> {
            try {
                request(SdkHttpMethod.GET, "/", "").call();
            } catch (IOException e) {
                thrown.set(e);
            }
        });
        await().until(() -> server.requests().size() == 2);
        caller.interrupt();
        caller.join();
        assertThat(thrown.get()).isInstanceOf(InterruptedIOException.class);
        never.countDown();
    }

    @Test
    void servesTheClientsThatMicronautMakes() {
        Map<String, Object> properties = Map.of(
                "aws.services.dynamodb.endpoint-override", server.url(),
                "aws.region", "us-east-1",
                "aws.access-key-id", "local",
                "aws.secret-key", "local");
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            DynamoDbClient dynamoDb = context.getBean(DynamoDbClient.class);
            server.script((request, out) -> request.number() == 1
                    ? ScriptedServer.ok(out, "{\"Item\":{\"pk\":{\"S\":\"x\"}}}")
                    : ScriptedServer.answer(out, """
                            HTTP/1.1 400 Bad Request\r
                            Content-Length: 71\r
                            \r
                            {"__type":"com.amazonaws.dynamodb.v20120810#ResourceNotFoundException"}"""));

            assertThat(context.getBean(SdkHttpClient.class)).isInstanceOf(OriginSdkHttpClient.class);
            assertThat(get(dynamoDb)).isEqualTo(Map.of("pk", AttributeValue.fromS("x")));
            assertThatThrownBy(() -> get(dynamoDb)).isInstanceOf(ResourceNotFoundException.class);
        }
    }

    private static Map<String, AttributeValue> get(DynamoDbClient dynamoDb) {
        return dynamoDb.getItem(get -> get.tableName("t").key(Map.of("pk", AttributeValue.fromS("x"))))
                .item();
    }

    private ExecutableHttpRequest request(SdkHttpMethod method, String path, String body) {
        return client.prepareRequest(HttpExecuteRequest.builder()
                .request(SdkHttpRequest.builder()
                        .method(method)
                        .uri(URI.create(server.url() + path))
                        .putHeader("X-Sent", "yes")
                        .build())
                .contentStreamProvider(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                .build());
    }
}
