package dev.downlink.local.runtime.service;

import org.jspecify.annotations.Nullable;

/**
 * A DynamoDB table the service owns. Keys are strings.
 *
 * @param ttl the attribute that holds the expiry in epoch seconds
 */
public record TableDescription(
        String name,
        String partitionKey,
        @Nullable String sortKey,
        @Nullable String ttl) {

    static TableDescription of(String name, Section section) {
        return new TableDescription(
                name,
                section.string("partition_key"),
                section.optionalString("sort_key").orElse(null),
                section.optionalString("ttl").orElse(null));
    }
}
