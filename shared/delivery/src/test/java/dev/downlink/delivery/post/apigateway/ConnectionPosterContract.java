package dev.downlink.delivery.post.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.ScriptedServer;
import dev.downlink.http.TestCertificate;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

/** What posters do, against a server that answers as API Gateway. */
@ParameterizedClass(name = "TLS {0}")
@ValueSource(booleans = {false, true})
abstract class ConnectionPosterContract {

    private static final ConnectionId CONNECTION = new ConnectionId("L0SM9cOFvHcCIhw=");
    static final byte[] HELLO = "{\"hello\":\"世界\"}".getBytes(StandardCharsets.UTF_8);

    static TestCertificate certificate;

    @Parameter
    boolean tls;

    ScriptedServer server;
    ConnectionPoster poster;
    volatile Optional<AwsCredentials> credentials =
            Optional.of(AwsSessionCredentials.create("AKIDONE", "secret", "token/one=="));

    abstract ConnectionPoster poster(URI callbackUrl, AwsCredentialsProvider credentials) throws Exception;

    @BeforeAll
    static void createCertificate() {
        certificate = TestCertificate.of("dns:localhost");
    }

    @BeforeEach
    void start() throws Exception {
        server = ScriptedServer.start(tls ? certificate.server() : null);
        poster = poster(URI.create(server.url() + "/local"), () -> credentials.orElseThrow());
    }

    @AfterEach
    void stop() throws Exception {
        ((AutoCloseable) poster).close();
        server.close();
    }

    @Test
    void postsTheFrameSigned() {
        assertThat(post(HELLO)).isEqualTo(new PostResult.Delivered());

        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.path()).isEqualTo("/local/@connections/L0SM9cOFvHcCIhw%3D");
            assertThat(request.text()).isEqualTo("{\"hello\":\"世界\"}");
            assertThat(request.header("Authorization"))
                    .hasValueSatisfying(value -> assertThat(value).startsWith("AWS4-HMAC-SHA256 Credential=AKIDONE/"));
            assertThat(request.header("X-Amz-Security-Token")).hasValue("token/one==");
            assertThat(request.header("Content-Type")).hasValue("application/json");
        });
    }

    @Test
    void closesAConnection() {
        server.script((request, out) -> ScriptedServer.answer(out, "HTTP/1.1 204 No Content\r\n\r\n"));

        assertThat(await(poster.close(CONNECTION))).isEqualTo(new PostResult.Delivered());
        assertThat(server.requests()).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("DELETE");
            assertThat(request.path()).isEqualTo("/local/@connections/L0SM9cOFvHcCIhw%3D");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "410, GoneException, '', Gone",
        "429, LimitExceededException, no, Throttled",
        "500, , '', Failed",
        "502, , <html>, Failed",
        "503, , no, Failed",
        "400, BadRequestException, no, InvalidFrame",
        "413, PayloadTooLargeException, no, InvalidFrame",
        "401, , no, Refused",
        "403, ForbiddenException, no, Refused",
        "404, , no, Refused",
    })
    void triesOnceAndSaysHowItEnded(int status, String type, String message, String expected) {
        String errorType = type == null ? "" : "x-amzn-ErrorType: " + type + "\r\n";
        String body = message.isEmpty() ? "" : "{\"message\":\"" + message + "\"}";
        server.script((request, out) -> ScriptedServer.answer(
                out,
                "HTTP/1.1 " + status + " x\r\n" + errorType + "Content-Length: " + body.length() + "\r\n\r\n" + body));

        PostResult result = post(HELLO);

        assertThat(result.getClass().getSimpleName()).isEqualTo(expected);
        if (result instanceof PostResult.Refused refused) {
            assertThat(refused.status()).isEqualTo(status);
            assertThat(refused.reason()).contains("" + status);
        }
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void failsWithoutThrowingWhenNobodyAnswers() {
        server.close();

        assertThat(post(HELLO)).isInstanceOf(PostResult.Failed.class);
    }

    @Test
    void failsWithoutThrowingOnWhatIsNoHttp() {
        server.script((request, out) -> ScriptedServer.answerAndClose(out, "220 smtp.example.org\r\n\r\n"));

        assertThat(post(HELLO)).isInstanceOf(PostResult.Failed.class);
    }

    @Test
    void failsWithoutThrowingWithoutCredentials() {
        credentials = Optional.empty();

        assertThat(post(HELLO)).isInstanceOf(PostResult.Failed.class);
        assertThat(await(poster.close(CONNECTION))).isInstanceOf(PostResult.Failed.class);
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void failsAfterTwoAndAHalfSeconds() {
        CountDownLatch never = new CountDownLatch(1);
        server.script((request, out) -> {
            try {
                never.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return false;
        });
        long start = System.nanoTime();

        assertThat(post(HELLO)).isInstanceOf(PostResult.Failed.class);
        assertThat(TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start)).isBetween(2_000L, 4_000L);
        never.countDown();
    }

    @Test
    void carriesTheLargestFrame() {
        byte[] largest = new byte[128 * 1024];

        assertThat(post(largest)).isEqualTo(new PostResult.Delivered());
        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.body()).isEqualTo(largest));
    }

    @Test
    void postsSeveralAtOnce() {
        for (int wave = 0; wave < 20; wave++) {
            List<CompletionStage<PostResult>> posts = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                byte[] body = (wave + " " + i).getBytes(StandardCharsets.UTF_8);
                posts.add(poster.post(CONNECTION, new Frame(body)));
            }
            assertThat(posts).allSatisfy(post -> assertThat(await(post)).isEqualTo(new PostResult.Delivered()));
        }

        assertThat(server.requests())
                .extracting(ScriptedServer.Request::text)
                .doesNotHaveDuplicates()
                .hasSize(160);
    }

    PostResult post(byte[] bytes) {
        return await(poster.post(CONNECTION, new Frame(bytes)));
    }

    static PostResult await(CompletionStage<PostResult> result) {
        return result.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
