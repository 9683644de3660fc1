package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.RegistryContract;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DynamoDbRegistryTest extends RegistryContract {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ChannelName TRAIN = new ChannelName("vehicle:1");

    private final Tables tables = new Tables(dynamoDb.newTable(), dynamoDb.newTable());

    @Override
    protected Registry empty() {
        return new Registry(
                new DynamoDbConnectionRepository(dynamoDb.client(), tables, clock),
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock));
    }

    @Test
    void aSubscriberThatComesWhileAMarkerIsBeingRemovedKeepsItsMarker() {
        DynamoDbSubscriptionRepository subscriptions =
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
        WatchedMarkers markers = new WatchedMarkers(dynamoDb.client(), tables);
        open("a");
        open("b");
        subscriptions.add(subscription("a", TRAIN, 0), 1);
        subscriptions.remove(id("a"), TRAIN, 1);

        markers.removeIf(TRAIN, () -> {
            subscriptions.add(subscription("b", TRAIN, 0), 1);
            return true;
        });

        assertThat(subscriptions.watched(List.of(TRAIN))).containsExactly(TRAIN);
    }

    @Test
    void ofTwoWhoRemoveAMarkerNeitherTakesAwayANewSubscribersOwn() {
        DynamoDbSubscriptionRepository subscriptions =
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
        WatchedMarkers markers = new WatchedMarkers(dynamoDb.client(), tables);
        open("a");
        subscriptions.add(subscription("a", TRAIN, 0), 1);
        subscriptions.remove(id("a"), TRAIN, 1);

        markers.removeIf(TRAIN, () -> {
            markers.removeIf(TRAIN, () -> true);
            subscriptions.add(subscription("a", TRAIN, 0), 1);
            return true;
        });

        assertThat(subscriptions.watched(List.of(TRAIN))).containsExactly(TRAIN);
    }
}
