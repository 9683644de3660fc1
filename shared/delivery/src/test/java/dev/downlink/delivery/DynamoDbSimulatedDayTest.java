package dev.downlink.delivery;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.connection.dynamodb.DynamoDbRegistries;
import dev.downlink.delivery.SimulatedDay.Missing;
import dev.downlink.history.dynamodb.DynamoDbHistories;
import dev.downlink.ledger.dynamodb.DynamoDbLedgers;
import java.time.Clock;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** A few simulated days over DynamoDB Local, in virtual time. */
class DynamoDbSimulatedDayTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void everyoneGetsEverythingInOrderWhateverGoesWrong(long seed) {
        SimulatedDay day = new SimulatedDay(seed, false, Missing.NOTHING, DynamoDbSimulatedDayTest::stores);
        day.run();
        day.assertPromises();
    }

    private static SimulatedStores stores(Clock clock) {
        DynamoDbClient client = dynamoDb.client();
        DynamoDbRegistries registries = new DynamoDbRegistries(client, dynamoDb.newTable(), dynamoDb.newTable(), clock);
        String publications = dynamoDb.newTable();
        return new SimulatedStores(
                registries.subscriptions(),
                registries.connections(),
                () -> DynamoDbHistories.history(client, publications, clock),
                () -> DynamoDbLedgers.ledger(client, publications, clock),
                () -> DynamoDbLedgers.pending(client, publications, clock));
    }
}
