package dev.downlink.delivery.post.apigateway;

import dev.downlink.aws.RequiresPermission;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Posts over kept-alive connections, one for each post under way. Results are completed on the HTTP client's one thread:
 * what depends on them must not block.
 */
@Singleton
final class ApiGatewayPoster implements ConnectionPoster {

    private static final String MANAGE_CONNECTIONS = "execute-api:ManageConnections";

    private final BeanProvider<ConnectionsApi> provider;
    private volatile @Nullable ConnectionsApi api;

    /** The API is made, and its address needed, with the first post only. */
    ApiGatewayPoster(BeanProvider<ConnectionsApi> api) {
        provider = api;
    }

    @Override
    @RequiresPermission(action = MANAGE_CONNECTIONS, resource = "connections:POST")
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        return send(connection, frame);
    }

    @Override
    @RequiresPermission(action = MANAGE_CONNECTIONS, resource = "connections:DELETE")
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return send(connection, null);
    }

    private CompletionStage<PostResult> send(ConnectionId connection, @Nullable Frame frame) {
        try {
            return api().send(connection, frame);
        } catch (RuntimeException e) {
            return CompletableFuture.completedStage(new PostResult.Failed(String.valueOf(e)));
        }
    }

    private ConnectionsApi api() {
        ConnectionsApi known = api;
        if (known == null) {
            known = provider.get();
            api = known;
        }
        return known;
    }
}
