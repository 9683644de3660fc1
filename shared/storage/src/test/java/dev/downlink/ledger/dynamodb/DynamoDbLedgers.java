package dev.downlink.ledger.dynamodb;

import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.PendingDeliveries;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Ledgers for tests, without an application context. */
public final class DynamoDbLedgers {

    private DynamoDbLedgers() {}

    /** A ledger of a process that has just started. */
    public static DeliveryLedger ledger(DynamoDbClient dynamoDb, String table, Clock clock) {
        StateItems states = new StateItems(dynamoDb, table);
        SlowItems slow = new SlowItems(dynamoDb, table, clock);
        return new DynamoDbDeliveryLedger(states, slow, new DeliveryRequests(states, slow, clock), clock);
    }

    public static PendingDeliveries pending(DynamoDbClient dynamoDb, String table, Clock clock) {
        return new DynamoDbPendingDeliveries(dynamoDb, table, clock);
    }
}
