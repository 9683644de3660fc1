package dev.downlink.delivery.post.apigateway;

import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.core.exception.SdkServiceException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** The port over the AWS SDK's client: what ours is compared with. */
final class SdkConnectionPoster implements ConnectionPoster, AutoCloseable {

    private final ApiGatewayManagementApiClient api;

    SdkConnectionPoster(URI endpoint, AwsCredentialsProvider credentials, TrustManager[] trust) {
        api = ApiGatewayManagementApiClient.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .tlsTrustManagersProvider(() -> trust)
                        .connectionTimeout(Duration.ofSeconds(1)))
                .overrideConfiguration(override ->
                        override.apiCallTimeout(Duration.ofMillis(2_500)).retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build();
    }

    @Override
    public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
        return attempt(() -> api.postToConnection(
                post -> post.connectionId(connection.value()).data(SdkBytes.fromByteArrayUnsafe(frame.bytes()))));
    }

    @Override
    public CompletionStage<PostResult> close(ConnectionId connection) {
        return attempt(() -> api.deleteConnection(delete -> delete.connectionId(connection.value())));
    }

    private static CompletionStage<PostResult> attempt(Runnable call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                call.run();
                return new PostResult.Delivered();
            } catch (SdkServiceException refused) {
                return result(refused.statusCode(), refused.statusCode() + " " + refused.getMessage());
            } catch (RuntimeException failed) {
                return new PostResult.Failed(String.valueOf(failed));
            }
        });
    }

    private static PostResult result(int status, String reason) {
        return switch (status) {
            case 410 -> new PostResult.Gone();
            case 429 -> new PostResult.Throttled();
            case 400, 413 -> new PostResult.InvalidFrame(reason);
            default -> status >= 500 ? new PostResult.Failed(reason) : new PostResult.Refused(status, reason);
        };
    }

    @Override
    public void close() {
        api.close();
    }
}
