package dev.downlink.delivery.post.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a server that answers as aws-semantics, "@connections management API", says. */
class ApiGatewayPosterTest {

    private static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");

    private final List<Call> calls = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private ApplicationContext context;
    private ConnectionPoster poster;
    private volatile int status = 200;
    private volatile Optional<String> errorType = Optional.empty();
    private volatile String body = "";

    private record Call(String method, String path, String body, boolean signed) {}

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        context = ApplicationContext.run(Map.of(
                "callback.url", "http://localhost:" + server.getAddress().getPort() + "/local",
                "aws.region", "us-east-1",
                "aws.access-key-id", "local",
                "aws.secret-key", "local"));
        poster = context.getBean(ConnectionPoster.class);
    }

    @AfterEach
    void stop() {
        context.close();
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        calls.add(new Call(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getPath(),
                new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8),
                exchange.getRequestHeaders().getFirst("Authorization") != null));
        errorType.ifPresent(type -> exchange.getResponseHeaders().set("x-amzn-ErrorType", type));
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Test
    void postsTheFrameSigned() {
        assertThat(post("{\"hello\":\"世界\"}")).isEqualTo(new PostResult.Delivered());

        assertThat(calls)
                .containsExactly(new Call("POST", "/local/@connections/L0SM9cOFvHcCIhw=", "{\"hello\":\"世界\"}", true));
    }

    @Test
    void closesAConnection() {
        status = 204;

        assertThat(poster.close(CONNECTION).toCompletableFuture().join()).isEqualTo(new PostResult.Delivered());
        assertThat(calls).extracting(Call::method).containsExactly("DELETE");
    }

    @ParameterizedTest
    @CsvSource({
        "410, GoneException, Gone",
        "429, LimitExceededException, Throttled",
        "500, , Failed",
        "503, , Failed",
        "400, BadRequestException, Rejected",
        "403, ForbiddenException, Rejected",
        "413, PayloadTooLargeException, Rejected"
    })
    void triesOnceAndSaysHowItEnded(int answered, String type, String expected) {
        status = answered;
        errorType = Optional.ofNullable(type);
        // 410 has no body at all.
        body = answered == 410 ? "" : "{\"message\":\"no\"}";

        assertThat(post("{}").getClass().getSimpleName()).isEqualTo(expected);
        assertThat(calls).hasSize(1);
    }

    @Test
    void failsWithoutThrowingWhenNobodyAnswers() {
        server.stop(0);

        assertThat(post("{}")).isInstanceOf(PostResult.Failed.class);
    }

    @Test
    void failsWithoutThrowingWhenThereIsNoClient() {
        ApiGatewayPoster poster = new ApiGatewayPoster(() -> {
            throw new IllegalStateException("No region");
        });

        assertThat(poster.close(CONNECTION).toCompletableFuture().join()).isInstanceOf(PostResult.Failed.class);
        poster.stop();
    }

    private PostResult post(String frame) {
        return poster.post(CONNECTION, new Frame(frame.getBytes(StandardCharsets.UTF_8)))
                .toCompletableFuture()
                .join();
    }
}
