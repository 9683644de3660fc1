package dev.downlink.ledger.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.history.dynamodb.DynamoDbHistories;
import dev.downlink.ledger.DeliveryLedgerContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbDeliveryLedgerTest extends DeliveryLedgerContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final String table = dynamoDb.newTable();

    @Override
    protected Stores empty() {
        return new Stores(
                DynamoDbLedgers.ledger(dynamoDb.client(), table, clock),
                DynamoDbHistories.history(dynamoDb.client(), table, clock));
    }
}
