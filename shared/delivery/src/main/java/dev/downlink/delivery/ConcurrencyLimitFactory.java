package dev.downlink.delivery;

import dev.downlink.delivery.post.ConcurrencyLimit;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** All deliveries of a process share one limit, as they share the account's quota. */
@Factory
final class ConcurrencyLimitFactory {

    @Singleton
    ConcurrencyLimit limit(DeliverySettings settings) {
        return new ConcurrencyLimit(settings.maxInFlight());
    }
}
