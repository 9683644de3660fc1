package dev.downlink.delivery.post.apigateway;

import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;

/** The client of one endpoint: environment variable {@code CALLBACK_URL}. */
@Factory
final class ApiGatewayClientFactory {

    /** Shorter than the fan-out worker's lease margin: a post that started in time also ends in time. */
    private static final Duration LONGEST_POST = Duration.ofMillis(2500);

    @Singleton
    CallbackClient client(
            @Value("${callback.url}") URI endpoint, AwsRegionProvider region, AwsCredentialsProvider credentials) {
        return new CallbackClient(ApiGatewayManagementApiClient.builder()
                .endpointOverride(endpoint)
                .region(region.getRegion())
                .credentialsProvider(credentials)
                .httpClientBuilder(UrlConnectionHttpClient.builder()
                        .connectionTimeout(Duration.ofSeconds(1))
                        .socketTimeout(Duration.ofSeconds(2)))
                .overrideConfiguration(override -> override.apiCallTimeout(LONGEST_POST)
                        // The courier retries, and knows when not to.
                        .retryStrategy(AwsRetryStrategy.doNotRetry()))
                .build());
    }
}
