package dev.downlink.ledger.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.ChannelName;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.ledger.PendingDeliveriesContract;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbPendingDeliveriesTest extends PendingDeliveriesContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    @Override
    protected PendingDeliveries empty() {
        return DynamoDbLedgers.pending(dynamoDb.client(), dynamoDb.newTable(), clock);
    }

    @Test
    void findsAMarkerThatComesLateForItsMinute() {
        String table = dynamoDb.newTable();
        TestClock late = new TestClock();
        PendingDeliveries sweep = DynamoDbLedgers.pending(dynamoDb.client(), table, clock);
        PendingDeliveries publisher = DynamoDbLedgers.pending(dynamoDb.client(), table, late);
        ChannelShard shard = new ChannelShard(new ChannelName("chat:late"), 0);
        clock.advance(Duration.ofMinutes(1));
        sweep.complete(sweep.marked());

        publisher.mark(shard);

        clock.advance(Duration.ofMinutes(1));
        assertThat(sweep.marked().shards()).containsExactly(shard);
    }
}
