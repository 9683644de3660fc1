package dev.downlink.delivery.post.apigateway;

import dev.downlink.http.HttpSettings;
import dev.downlink.http.OriginClient;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;

/** The API of one endpoint: environment variable {@code CALLBACK_URL}. */
@Factory
final class ConnectionsApiFactory {

    static final HttpSettings LIMITS = new HttpSettings(
            Duration.ofSeconds(1),
            // Shorter than the fan-out worker's lease margin of 4 s: a post that started in time also ends in time.
            Duration.ofMillis(2_500),
            // Half of what API Gateway allows.
            Duration.ofSeconds(30),
            256,
            65_536);

    @Singleton
    @Bean(preDestroy = "close")
    ConnectionsApi connectionsApi(
            @Value("${callback.url}") URI url,
            AwsRegionProvider region,
            AwsCredentialsProvider credentials,
            Clock clock) {
        CallbackEndpoint endpoint = CallbackEndpoint.of(url);
        return new ConnectionsApi(
                new OriginClient(endpoint.origin(), LIMITS, clock),
                new RequestSigner(endpoint, region.getRegion().id(), clock),
                new CurrentCredentials(credentials, clock));
    }
}
