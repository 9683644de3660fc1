package dev.downlink.local.runtime.service;

import dev.downlink.channel.Settings;
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

    static TableDescription of(String name, Settings settings) {
        return new TableDescription(
                name,
                settings.requiredText("partition_key", "an attribute's name"),
                settings.text("sort_key", "an attribute's name"),
                settings.text("ttl", "an attribute's name"));
    }
}
