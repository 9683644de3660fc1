package dev.downlink.delivery.post.apigateway;

import dev.downlink.aws.RequiresPermission;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionActivity;
import dev.downlink.delivery.post.PostResult;
import io.micronaut.context.BeanProvider;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Results are completed on the HTTP client's one thread: what depends on them must not block. */
@Singleton
final class ApiGatewayActivity implements ConnectionActivity {

    private final BeanProvider<ConnectionsApi> api;

    ApiGatewayActivity(BeanProvider<ConnectionsApi> api) {
        this.api = api;
    }

    @Override
    @RequiresPermission(action = "execute-api:ManageConnections", resource = "connections:GET")
    public CompletionStage<Activity> find(ConnectionId connection) {
        try {
            return api.get().look(connection);
        } catch (RuntimeException e) {
            return CompletableFuture.completedStage(new Activity.Unknown(new PostResult.Failed(String.valueOf(e))));
        }
    }
}
