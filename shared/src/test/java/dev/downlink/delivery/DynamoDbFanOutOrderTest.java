package dev.downlink.delivery;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import io.micronaut.context.ApplicationContext;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** As {@link FanOutOrderPropertiesTest}, over the real stores. */
class DynamoDbFanOutOrderTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private ApplicationContext context;
    private BadDay.Stores stores;

    @BeforeEach
    void start() {
        context = ApplicationContext.run(dynamoDb.properties());
        stores = new BadDay.Stores(
                context.getBean(ConnectionRepository.class),
                context.getBean(SubscriptionRepository.class),
                context.getBean(ChannelHistory.class),
                context.getBean(DeliveryLedger.class));
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void everyoneGetsEverythingInOrderWhateverGoesWrong() {
        BadDay quiet = BadDay.withoutDeaths(stores, 1, 6);
        BadDay deadly = BadDay.withDeaths(stores, 2, 6);

        BadDay.runAll(List.of(quiet, deadly));

        quiet.assertNobodyMissedAnythingOrWasForgotten();
        quiet.assertNothingWasRepeated();
        deadly.assertNobodyMissedAnythingOrWasForgotten();
    }
}
