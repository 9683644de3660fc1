package dev.downlink.history.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistoryContract;
import dev.downlink.history.Draft;
import dev.downlink.ledger.dynamodb.DynamoDbLedgers;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
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

    @Test
    void keepsThePlacesThatAnotherProcessMayStillTry() {
        Channel channel = TestRules.channel("chat:removed", new Retention(10, Duration.ofHours(1)), 1);
        ChannelHistory remembering = DynamoDbHistories.history(dynamoDb.client(), table, clock);
        Stores other = empty();
        publish(remembering, other, channel);
        publish(other.history(), other, channel);
        publish(other.history(), other, channel);

        other.history().remove(channel);
        assertThat(publish(remembering, other, channel).offset()).isEqualTo(4);
    }

    @Test
    void leavesNothingInStorageOfWhatWasRemovedLongAfter() {
        Channel channel = TestRules.channel("chat:old", new Retention(10, Duration.ofHours(1)), 1);
        Stores stores = empty();
        StreamPosition first = publish(stores.history(), stores, channel);
        clock.advance(Duration.ofMinutes(20));
        publish(stores.history(), stores, channel);

        stores.history().remove(channel);
        assertThat(stores.history().read(channel.name(), start(first), 9))
                .extracting(Publication::offset)
                .containsExactly(2L);
        assertThat(publish(stores.history(), stores, channel).offset()).isEqualTo(3);
    }

    private StreamPosition publish(ChannelHistory history, Stores stores, Channel channel) {
        StreamPosition position = history.append(channel, List.of(Draft.of(new Json("1"))), clock.instant())
                .getFirst()
                .position();
        stores.ledger().advance(channel, position);
        return position;
    }
}
