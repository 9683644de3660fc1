package dev.downlink.connection.dynamodb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.ChannelName;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Credentials;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connection.TestClient;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpiredSubscriptionsTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ChannelName NEWS = new ChannelName("$news");

    private final TestClock clock = new TestClock();
    private final Tables tables = new Tables(dynamoDb.newTable(), dynamoDb.newTable());
    private final DynamoDbConnectionRepository connections =
            new DynamoDbConnectionRepository(dynamoDb.client(), tables, clock);
    private final DynamoDbSubscriptionRepository subscriptions =
            new DynamoDbSubscriptionRepository(dynamoDb.client(), tables, clock);
    private final TestClient client = new TestClient(new ConnectionId("L0SM9cOFvHcCAnn="), clock.instant());

    @Test
    void areRemovedOnlyOnceTheirTimeIsOver() {
        Subscription subscription = subscribe(clock.instant().plusSeconds(60));

        clock.advance(Duration.ofSeconds(84));
        assertThat(subscriptions.removeExpired(client.id(), NEWS, clock.instant()))
                .isEmpty();
        clock.advance(Duration.ofSeconds(1));
        assertThat(subscriptions.removeExpired(client.id(), NEWS, clock.instant()))
                .contains(subscription);
        assertThat(subscriptions.channelsOf(client.id())).isEmpty();
        assertThat(subscriptions.removeExpired(client.id(), NEWS, clock.instant()))
                .isEmpty();
    }

    @Test
    void areNotThoseThatNeverExpireOrWereRenewed() {
        subscribe(null);
        clock.advance(Duration.ofHours(1));
        assertThat(subscriptions.removeExpired(client.id(), NEWS, clock.instant()))
                .isEmpty();

        subscribe(clock.instant().minusSeconds(60));
        subscriptions.renew(client.id(), NEWS, new SubscriptionTerms(3, null, clock.instant()));
        assertThat(subscriptions.removeExpired(client.id(), NEWS, clock.instant()))
                .isEmpty();
        assertThat(subscriptions.find(client.id(), NEWS, 0).orElseThrow().terms())
                .isEqualTo(new SubscriptionTerms(3, null, clock.instant(), true));
    }

    @Test
    void keepsTheOptionsOfATokenUntilTheSessionBegins() {
        Credentials ofUrl = new Credentials(null, null, 5, new Json("{\"news\":{\"data\":1}}"), true);
        Connection connection = client.connection();
        connections.open(new Connection(
                connection.id(),
                connection.dialect(),
                connection.framing(),
                "ann",
                null,
                false,
                connection.connectedAt(),
                connection.expiresAt(),
                ofUrl));
        assertThat(connections.find(client.id()).orElseThrow().credentials()).isEqualTo(ofUrl);

        connections.identify(client.id(), connection.dialect(), "ann", null, ofUrl.inSession());

        assertThat(connections.find(client.id()).orElseThrow().credentials()).isEqualTo(new Credentials(null, null, 5));
    }

    private Subscription subscribe(@Nullable Instant expiresAt) {
        connections.open(client.connection());
        Subscription subscription =
                client.subscription(NEWS, 0).withTerms(new SubscriptionTerms(3, null, expiresAt, true));
        subscriptions.add(subscription, 1);
        return subscription;
    }
}
