package dev.downlink.local.dynamodb;

import java.util.Optional;

/** A table on demand, with keys of type string. */
public record DynamoDbTable(
        String name, String partitionKey, Optional<String> sortKey, Optional<String> timeToLiveAttribute) {}
