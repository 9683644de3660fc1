package dev.downlink.delivery.post.apigateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.ScriptedServer;
import dev.downlink.http.ShiftedClock;
import dev.downlink.http.TestClients;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

class ApiGatewayPosterTest extends ConnectionPosterContract {

    private final ShiftedClock clock = new ShiftedClock();

    private record Closeable(ApiGatewayPoster poster, ConnectionsApi api) implements ConnectionPoster, AutoCloseable {

        @Override
        public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
            return poster.post(connection, frame);
        }

        @Override
        public CompletionStage<PostResult> close(ConnectionId connection) {
            return poster.close(connection);
        }

        @Override
        public void close() {
            api.close();
        }
    }

    @Override
    ConnectionPoster poster(URI callbackUrl, AwsCredentialsProvider credentials) {
        CallbackEndpoint endpoint = CallbackEndpoint.of(callbackUrl);
        ConnectionsApi api = new ConnectionsApi(
                TestClients.of(endpoint.origin(), ConnectionsApiFactory.LIMITS, clock, certificate.client()),
                new RequestSigner(endpoint, "us-east-1", clock),
                new CurrentCredentials(credentials, clock));
        return new Closeable(new ApiGatewayPoster(() -> api), api);
    }

    @Test
    void namesTheCauseOfARefusal() {
        server.script((request, out) -> ScriptedServer.answer(
                out,
                "HTTP/1.1 403 Forbidden|x-amzn-ErrorType: ForbiddenException|Transfer-Encoding: chunked||17|{\"message\":\"Forbidden\"}|0||"
                        .replace("|", "\r\n")));

        assertThat(post(new byte[1]))
                .isEqualTo(new PostResult.Refused(403, "403 ForbiddenException: {\"message\":\"Forbidden\"}"));
    }

    @Test
    void failsWithoutThrowingWhenTheResponseIsCutOff() {
        server.script(
                (request, out) -> ScriptedServer.answerAndClose(out, "HTTP/1.1 400 x\r\nContent-Length: 9\r\n\r\n{"));

        assertThat(post(HELLO)).isInstanceOf(PostResult.Failed.class);
    }

    @Test
    void signsWithTheCredentialsOfNow() {
        post(new byte[1]);
        credentials = Optional.of(AwsBasicCredentials.create("AKIDTWO", "secret"));
        clock.shift(Duration.ofSeconds(2));
        post(new byte[1]);

        assertThat(server.requests())
                .extracting(request -> request.header("Authorization").orElseThrow())
                .satisfiesExactly(
                        one -> assertThat(one).contains("Credential=AKIDONE/").contains("x-amz-security-token"),
                        two -> assertThat(two).contains("Credential=AKIDTWO/").doesNotContain("x-amz-security-token"));
    }

    @Test
    void doesNotCountAStaleConnectionAsAFailure() {
        server.script(
                (request, out) -> !(request.connection() == 1 && request.number() == 2) && ScriptedServer.ok(out, ""));

        assertThat(post(new byte[1])).isEqualTo(new PostResult.Delivered());
        assertThat(post(new byte[1])).isEqualTo(new PostResult.Delivered());
    }

    @Test
    void failsWithoutThrowingWhenThereIsNoAddress() {
        ApiGatewayPoster poster = new ApiGatewayPoster(() -> {
            throw new IllegalStateException("No CALLBACK_URL");
        });

        assertThat(await(poster.post(new ConnectionId("x"), new Frame(new byte[1]))))
                .isEqualTo(new PostResult.Failed("java.lang.IllegalStateException: No CALLBACK_URL"));
    }
}
