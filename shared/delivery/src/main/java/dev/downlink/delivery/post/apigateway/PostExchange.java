package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.HttpExchange;
import dev.downlink.http.HttpResponse;
import dev.downlink.http.RequestBuffer;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentials;

/** A POST of a frame, or without a frame the DELETE of a connection. */
final class PostExchange implements HttpExchange {

    private static final Frame EMPTY = new Frame(new byte[0]);

    private final RequestSigner signer;
    private final AwsCredentials credentials;
    private final ConnectionId connection;
    private final @Nullable Frame frame;
    private final CompletableFuture<PostResult> result = new CompletableFuture<>();

    PostExchange(RequestSigner signer, AwsCredentials credentials, ConnectionId connection, @Nullable Frame frame) {
        this.signer = signer;
        this.credentials = credentials;
        this.connection = connection;
        this.frame = frame;
    }

    CompletableFuture<PostResult> result() {
        return result;
    }

    @Override
    public void writeHead(RequestBuffer head) {
        if (frame != null) {
            signer.writePost(connection, frame, credentials, head);
        } else {
            signer.writeDelete(connection, EMPTY, credentials, head);
        }
    }

    @Override
    public byte[] body() {
        return frame != null ? frame.bytes() : EMPTY.bytes();
    }

    @Override
    public boolean isRepeatable() {
        return frame == null || frame.isRepeatable();
    }

    @Override
    public void completed(HttpResponse response) {
        result.complete(PostOutcome.of(response));
    }

    @Override
    public void failed(String reason) {
        result.complete(new PostResult.Failed(reason, true));
    }
}
