package dev.downlink.connection.dynamodb;

import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Registries for tests, without an application context. */
public final class DynamoDbRegistries {

    private final DynamoDbClient dynamoDb;
    private final Tables tables;
    private final Clock clock;

    public DynamoDbRegistries(DynamoDbClient dynamoDb, String connections, String subscriptions, Clock clock) {
        this.dynamoDb = dynamoDb;
        this.tables = new Tables(connections, subscriptions);
        this.clock = clock;
    }

    public ConnectionRepository connections() {
        return new DynamoDbConnectionRepository(dynamoDb, tables, clock);
    }

    public SubscriptionRepository subscriptions() {
        return new DynamoDbSubscriptionRepository(dynamoDb, tables, clock);
    }
}
