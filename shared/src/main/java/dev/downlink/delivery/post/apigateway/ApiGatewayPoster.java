package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import io.micronaut.context.BeanProvider;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** Posts with the AWS SDK's blocking client, on as many threads as posts may be on their way. */
@Singleton
final class ApiGatewayPoster implements ConnectionPoster {

    private static final int THREADS = 64;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int GONE = 410;
    private static final int SERVER_ERRORS = 500;

    static {
        // The JDK keeps 5 idle connections to a server unless told otherwise before the first request.
        if (System.getProperty("http.maxConnections") == null) {
            System.setProperty("http.maxConnections", Integer.toString(THREADS));
        }
    }

    private final BeanProvider<CallbackClient> client;
    /** Platform threads: on JDK 21 the JDK's HTTP client pins virtual ones. They start as they are needed. */
    private final ExecutorService threads = Executors.newFixedThreadPool(
            THREADS, Thread.ofPlatform().daemon().name("poster-", 0).factory());

    ApiGatewayPoster(BeanProvider<CallbackClient> client) {
        this.client = client;
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        return attempt(() -> client.get()
                .api()
                .postToConnection(post ->
                        post.connectionId(connection.value()).data(SdkBytes.fromByteArrayUnsafe(frame.bytes()))));
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return attempt(() -> client.get().api().deleteConnection(delete -> delete.connectionId(connection.value())));
    }

    private CompletionStage<PostResult> attempt(Runnable call) {
        return CompletableFuture.supplyAsync(() -> result(call), threads);
    }

    private static PostResult result(Runnable call) {
        try {
            call.run();
            return new PostResult.Delivered();
        } catch (GoneException gone) {
            return new PostResult.Gone();
        } catch (SdkServiceException refused) {
            return result(refused);
        } catch (RuntimeException failed) {
            return new PostResult.Failed(failed.toString());
        }
    }

    private static PostResult result(SdkServiceException refused) {
        int status = refused.statusCode();
        if (status == GONE) {
            return new PostResult.Gone();
        }
        if (status == TOO_MANY_REQUESTS) {
            return new PostResult.Throttled();
        }
        String reason = status + " " + refused.getMessage();
        if (status >= SERVER_ERRORS) {
            return new PostResult.Failed(reason);
        }
        return status == 400 || status == 413
                ? new PostResult.InvalidFrame(reason)
                : new PostResult.Refused(status, reason);
    }

    @PreDestroy
    void stop() {
        threads.shutdownNow();
    }
}
