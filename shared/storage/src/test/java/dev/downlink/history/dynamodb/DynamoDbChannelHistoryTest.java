package dev.downlink.history.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.history.ChannelHistoryContract;
import dev.downlink.ledger.dynamodb.DynamoDbLedgers;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbChannelHistoryTest extends ChannelHistoryContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final String table = dynamoDb.newTable();

    @Override
    protected Stores empty() {
        return new Stores(
                DynamoDbHistories.history(dynamoDb.client(), table, clock),
                DynamoDbLedgers.ledger(dynamoDb.client(), table, clock));
    }
}
