package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.RequestCounter;
import dev.downlink.aws.dynamodb.RequestCounter.Count;
import dev.downlink.connection.OpenConnectionsContract;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbOpenConnectionsTest extends OpenConnectionsContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final RequestCounter counter = new RequestCounter();

    @Override
    protected Stores empty() {
        Tables tables = new Tables(dynamoDb.newTable(), dynamoDb.newTable());
        return new Stores(
                new DynamoDbConnectionRepository(dynamoDb.client(counter), tables, clock),
                new DynamoDbOpenConnections(dynamoDb.client(counter), tables));
    }

    /** The row "a connection, opened" of docs/architecture.md: being found costs it nothing. */
    @Test
    void openingAConnectionIsOneRequestAndTwoWrites() {
        counter.take();

        open("a");

        Count count = counter.take();
        assertThat(count.requests()).hasSize(1);
        assertThat(count.writeUnits()).isEqualTo(2);
    }

    @Test
    void readsAGroupWithOneQueryAndWritesNothing() {
        open("a");
        clock.advance(Duration.ofMinutes(1));
        counter.take();
        int groups = open.openedBetween(clock.instant(), clock.instant()).size();

        found(clock.instant(), clock.instant());

        Count count = counter.take();
        assertThat(count.requests()).hasSize(groups);
        assertThat(count.writeUnits()).isZero();
    }

    /** A run of the beat reads a seventh of two hours' groups, and those that may be asked to reconnect: 54 minutes' of them. */
    @Test
    void hasFewGroups() {
        Instant now = clock.instant();

        int all = open.openedBetween(now.minus(Duration.ofHours(2)), now).size();
        int old = open.openedBetween(now.minus(Duration.ofMinutes(54)), now).size();

        assertThat((all + 6) / 7 + old).isLessThanOrEqualTo(40);
    }
}
