package dev.downlink.ingestservice;

import static dev.downlink.TestBeans.bean;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.FanOutTrigger;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.RecordingPoster;
import dev.downlink.history.ChannelHistory;
import io.micronaut.context.ApplicationContext;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The function as it is put together for Lambda, on DynamoDB Local, short of what needs API Gateway and Lambda. */
class StartTest {

    private static final ConnectionId WATCHER = new ConnectionId("L0SM9cOFvHcCAnn=");

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private final RecordingPoster poster = new RecordingPoster();
    private final ApplicationContext context = ApplicationContext.builder()
            .properties(properties())
            .beanDefinitions(
                    bean(ConnectionPoster.class, poster), bean(FanOutTrigger.class, new RecordingFanOutTrigger()))
            .start();

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void bringsATrainToItsWatcher() throws Exception {
        watch("vehicle:040100_A..S58R");

        BatchAnswer answer = new KinesisHandler(context).execute(KinesisHandlerTest.event("kinesis-vehicles.json"));

        assertThat(answer.batchItemFailures()).isEmpty();
        assertThat(poster.received(WATCHER))
                .singleElement()
                .asString()
                .contains("\"data\":{\"trip\":\"040100_A..S58R\",");
        assertThat(context.getBean(ChannelHistory.class)
                        .head(channel("fence:queens"))
                        .offset())
                .isEqualTo(2);
    }

    private Channel channel(String name) {
        return context.getBean(ChannelRules.class).find(new ChannelName(name)).orElseThrow();
    }

    private void watch(String channel) {
        TestClient watcher =
                new TestClient(WATCHER, context.getBean(Clock.class).instant());
        context.getBean(ConnectionRepository.class).open(watcher.connection());
        context.getBean(SubscriptionRepository.class).add(watcher.subscription(channel), 1);
    }

    /** What the environment variables of the function become. */
    private static Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>(dynamoDb.properties());
        properties.put("analytics.table", dynamoDb.newTable());
        properties.put("channels", "classpath:channels.yml");
        properties.put("callback.url", "http://localhost:1/local");
        properties.put("fan.out.function", "fan-out");
        properties.put("dead.letters.queue.url", "http://localhost:1/000000000000/dead-letters");
        return properties;
    }
}
