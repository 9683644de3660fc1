package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.FaultyDynamoDb;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Crash;
import dev.downlink.aws.dynamodb.FaultyDynamoDb.Fault;
import dev.downlink.aws.dynamodb.Item;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.RegistryContract;
import dev.downlink.connection.Subscription;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.QueryRequest;

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
        subscriptions.remove(id("a"), TRAIN);

        markers.removeIf(TRAIN, 0, () -> {
            subscriptions.add(subscription("b", TRAIN, 0), 1);
            return true;
        });

        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(0)));
    }

    @Test
    void ofTwoWhoRemoveAMarkerNeitherTakesAwayANewSubscribersOwn() {
        DynamoDbSubscriptionRepository subscriptions =
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
        WatchedMarkers markers = new WatchedMarkers(dynamoDb.client(), tables);
        open("a");
        subscriptions.add(subscription("a", TRAIN, 0), 1);
        subscriptions.remove(id("a"), TRAIN);

        markers.removeIf(TRAIN, 0, () -> {
            markers.removeIf(TRAIN, 0, () -> true);
            subscriptions.add(subscription("a", TRAIN, 0), 1);
            return true;
        });

        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(0)));
    }

    @Test
    void aSubscriberThatComesToAnotherShardIsNotInTheWay() {
        DynamoDbSubscriptionRepository subscriptions =
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
        WatchedMarkers markers = new WatchedMarkers(dynamoDb.client(), tables);
        int shardOfB = Subscription.shardOf(id("b"), 4);
        open("a");
        open("b");
        subscriptions.add(subscription("a", TRAIN, 0), 1);
        subscriptions.remove(id("a"), TRAIN);

        markers.removeIf(TRAIN, 0, () -> {
            subscriptions.add(subscription("b", TRAIN, 0), 4);
            return true;
        });

        assertThat(subscriptions.watched(List.of(TRAIN))).isEqualTo(Map.of(TRAIN, Set.of(shardOfB)));
    }

    @Test
    void aSweepFinishesARemovalThatCrashed() {
        FaultyDynamoDb faulty = new FaultyDynamoDb(dynamoDb.client());
        DynamoDbConnectionRepository crashing = new DynamoDbConnectionRepository(faulty, tables, clock);
        DynamoDbConnectionRepository connections = new DynamoDbConnectionRepository(dynamoDb.client(), tables, clock);
        DynamoDbSubscriptionRepository subscriptions =
                new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
        open("a");
        open("b");
        subscriptions.add(subscription("a", TRAIN, 0), 1);
        faulty.next(Fault.CRASH_BEFORE, request -> request instanceof QueryRequest);
        assertThatThrownBy(() -> crashing.remove(id("a"))).isInstanceOf(Crash.class);
        faulty.next(Fault.CRASH_BEFORE, request -> request instanceof BatchWriteItemRequest);
        assertThatThrownBy(() -> crashing.remove(id("b"))).isInstanceOf(Crash.class);
        clock.advance(Duration.ofHours(3));

        assertThat(connections.expired(clock.instant(), 10)).containsExactly(id("a"));
        connections.remove(id("a"));
        assertThat(connections.expired(clock.instant(), 10)).isEmpty();
        assertThat(subscriptions.channelsOf(id("a"))).isEmpty();
        assertThat(dynamoDb.client()
                        .scan(scan -> scan.tableName(tables.connections()))
                        .items())
                .extracting(item -> Item.of(item).text(Item.PK))
                .containsExactly("expiry#checkpoint");
    }
}
