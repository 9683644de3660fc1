package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.RequestBuffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.NullMarked;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/**
 * Posts with the JDK's HTTP client, signing as we do; in this package because the request signer is not public.
 *
 * <p>Marked here and not in a {@code package-info}: for that Micronaut's processor would process the tests of the same name.
 */
@NullMarked
public final class JdkHttpPoster implements ConnectionPoster, AutoCloseable {

    private static final Set<String> OWN = Set.of("host", "content-length");

    private final URI url;
    private final AwsCredentials credentials;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final ThreadLocal<RequestSigner> signers;
    private final ThreadLocal<RequestBuffer> heads = ThreadLocal.withInitial(RequestBuffer::new);

    public JdkHttpPoster(URI url, AwsCredentials credentials) {
        this.url = url;
        this.credentials = credentials;
        signers = ThreadLocal.withInitial(
                () -> new RequestSigner(CallbackEndpoint.of(url), "us-east-1", Clock.systemUTC()));
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        RequestBuffer head = heads.get().clear();
        signers.get().writePost(connection, frame, credentials, head);
        String[] lines = new String(head.array(), 0, head.length(), StandardCharsets.US_ASCII).split("\r\n", -1);
        HttpRequest.Builder request = HttpRequest.newBuilder(url.resolve(lines[0].split(" ", 3)[1]))
                .POST(HttpRequest.BodyPublishers.ofByteArray(frame.bytes()));
        for (int i = 1; !lines[i].isEmpty(); i++) {
            int colon = lines[i].indexOf(": ");
            String name = lines[i].substring(0, colon);
            if (!OWN.contains(name.toLowerCase(Locale.ROOT))) {
                request.header(name, lines[i].substring(colon + 2));
            }
        }
        return http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .thenApply(response -> response.statusCode() == 200
                        ? new PostResult.Delivered()
                        : new PostResult.Failed("" + response.statusCode()));
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
