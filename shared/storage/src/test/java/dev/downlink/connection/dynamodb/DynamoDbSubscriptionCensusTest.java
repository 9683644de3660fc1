package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.connection.SubscriptionCensusContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbSubscriptionCensusTest extends SubscriptionCensusContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected Stores empty() {
        Tables tables = new Tables(dynamoDb.newTable(), dynamoDb.newTable());
        return new Stores(
                new DynamoDbConnectionRepository(dynamoDb.client(), tables, clock),
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock),
                new DynamoDbSubscriptionCensus(dynamoDb.client(), tables, clock));
    }
}
