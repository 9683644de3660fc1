package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionActivity.Activity;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.http.OriginClient;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The {@code @connections} API of one endpoint. */
record ConnectionsApi(OriginClient http, RequestSigner signer, CurrentCredentials credentials)
        implements AutoCloseable {

    /** Posts the frame, or closes the connection if there is none. */
    CompletionStage<PostResult> send(ConnectionId connection, @Nullable Frame frame) {
        var exchange = new PostExchange(signer, credentials.get(), connection, frame);
        http.send(exchange);
        return exchange.result();
    }

    /** Asks when the connection was last active. */
    CompletionStage<Activity> look(ConnectionId connection) {
        var exchange = new ActivityExchange(signer, credentials.get(), connection);
        http.send(exchange);
        return exchange.result();
    }

    @Override
    public void close() {
        http.close();
    }
}
