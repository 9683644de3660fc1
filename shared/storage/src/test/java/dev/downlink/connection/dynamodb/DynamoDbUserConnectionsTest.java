package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.TestClient;
import dev.downlink.connection.UserConnectionsContract;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbUserConnectionsTest extends UserConnectionsContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final Tables tables = new Tables(dynamoDb.newTable(), dynamoDb.newTable());

    @Override
    protected ConnectionRepository empty() {
        return new DynamoDbConnectionRepository(dynamoDb.client(), tables, clock);
    }

    @Test
    void leavesNothingOfARemovedConnection() {
        ConnectionRepository connections = empty();
        ConnectionId id = new ConnectionId("a");
        connections.open(new TestClient(id, clock.instant()).withUser("ann").connection());
        connections.remove(id);

        assertThat(new UserItems(dynamoDb.client(), tables).of("ann")).isEmpty();
    }

    @Test
    void ignoresAnItemWithoutAConnection() {
        new UserItems(dynamoDb.client(), tables).put("ann", new ConnectionId("a"), clock.instant());

        assertThat(empty().ofUser("ann")).isEmpty();
    }
}
