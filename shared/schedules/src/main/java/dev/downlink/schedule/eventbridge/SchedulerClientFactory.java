package dev.downlink.schedule.eventbridge;

import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.regions.providers.AwsRegionProvider;
import software.amazon.awssdk.services.scheduler.SchedulerClient;

/** Micronaut makes clients of many AWS services; not of this one. */
@Factory
final class SchedulerClientFactory {

    @Singleton
    @Bean(preDestroy = "close")
    SchedulerClient schedulerClient(SdkHttpClient http, AwsCredentialsProvider credentials, AwsRegionProvider region) {
        return SchedulerClient.builder()
                .httpClient(http)
                .credentialsProvider(credentials)
                .region(region.getRegion())
                .build();
    }
}
