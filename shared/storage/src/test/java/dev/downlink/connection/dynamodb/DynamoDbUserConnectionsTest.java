package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.RequestCounter;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.TestClient;
import dev.downlink.connection.UserConnectionsContract;
import dev.downlink.protocol.Dialect;
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

        assertThat(new UserItems(dynamoDb.client(), tables)
                        .page("ann", null, 10)
                        .ids())
                .isEmpty();
    }

    /** What the index takes is the second query for the channels, which a session no longer makes. */
    @Test
    void aSessionCostsAUserOneWriteAndNoQueryMore() {
        RequestCounter counter = new RequestCounter();
        ConnectionRepository connections = new DynamoDbConnectionRepository(dynamoDb.client(counter), tables, clock);
        connections.open(new TestClient(new ConnectionId("a"), clock.instant()).connection());
        counter.take();

        connections.identify(new ConnectionId("a"), Dialect.CENTRIFUGE, "ann", null, Credentials.NONE);

        RequestCounter.Count count = counter.take();
        assertThat(count.requests()).containsExactly("UpdateItem", "PutItem", "Query");
        assertThat(count.writeUnits()).isEqualTo(2);
    }

    @Test
    void ignoresAnItemWithoutAConnection() {
        new UserItems(dynamoDb.client(), tables).put("ann", new ConnectionId("a"), clock.instant());

        assertThat(empty().ofUser("ann", null, 10).connections()).isEmpty();
    }
}
