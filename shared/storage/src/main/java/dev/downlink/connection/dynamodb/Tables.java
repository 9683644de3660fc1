package dev.downlink.connection.dynamodb;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/**
 * The tables of the registry.
 *
 * @param connections environment variable {@code CONNECTIONS_TABLE}
 * @param subscriptions environment variable {@code SUBSCRIPTIONS_TABLE}
 */
@Singleton
record Tables(
        @Value("${connections.table}") String connections,
        @Value("${subscriptions.table}") String subscriptions) {}
