package dev.downlink.aws.http;

import dev.downlink.http.HttpSettings;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.http.SdkHttpClient;

/** Provides the HTTP client of all SDK clients that Micronaut creates. */
@Factory
final class SdkHttpClientFactory {

    private static final HttpSettings LIMITS = new HttpSettings(
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(30),
            64,
            // DynamoDB answers with up to 16 MB, and base64 adds a third.
            32 * 1024 * 1024);

    @Singleton
    @Bean(preDestroy = "close")
    SdkHttpClient sdkHttpClient(Clock clock) {
        return new OriginSdkHttpClient(LIMITS, clock);
    }
}
