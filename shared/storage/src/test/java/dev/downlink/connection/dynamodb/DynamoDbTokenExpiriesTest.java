package dev.downlink.connection.dynamodb;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.connection.TokenExpiries;
import dev.downlink.connection.TokenExpiriesContract;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbTokenExpiriesTest extends TokenExpiriesContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected TokenExpiries empty() {
        return new DynamoDbTokenExpiries(
                dynamoDb.client(), new Tables(dynamoDb.newTable(), dynamoDb.newTable()), clock);
    }
}
