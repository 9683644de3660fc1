package dev.downlink.connection.dynamodb;

import dev.downlink.connection.Connection;
import dev.downlink.connection.OpenConnections;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Reads the {@link ExpiryItems} that are written with each connection: finding connections costs no write. */
@Singleton
final class DynamoDbOpenConnections implements OpenConnections {

    private final ExpiryItems expiries;

    DynamoDbOpenConnections(DynamoDbClient dynamoDb, Tables tables) {
        this.expiries = new ExpiryItems(dynamoDb, tables);
    }

    @Override
    public List<Group> openedBetween(Instant from, Instant until) {
        return ExpiryItems.partitions(from.plus(Connection.LIFETIME), until.plus(Connection.LIFETIME))
                .mapToObj(Group::new)
                .toList();
    }

    @Override
    public List<OpenConnection> of(Group group) {
        return expiries.read(group.number())
                .map(item -> new OpenConnection(ExpiryItems.connection(item), ExpiryItems.expiresAt(item)))
                .toList();
    }
}
