package dev.downlink.delivery.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.delivery.DeliveryLedger;
import dev.downlink.delivery.DeliveryLedgerContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbDeliveryLedgerTest extends DeliveryLedgerContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected DeliveryLedger empty() {
        return new DynamoDbDeliveryLedger(dynamoDb.client(), dynamoDb.newTable(), clock);
    }
}
