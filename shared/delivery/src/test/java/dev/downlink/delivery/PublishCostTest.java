package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestBeans;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.aws.dynamodb.RequestCounter;
import dev.downlink.aws.dynamodb.RequestCounter.Count;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.DeltaState;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.RecordingPoster;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.publish.Publisher;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** The table "What a publication costs" of docs/architecture.md, row by row, over DynamoDB Local. */
class PublishCostTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ChannelRules RULES = TestRules.of(
            TestRules.withHistory("chat", 1),
            TestRules.withHistory("wide", 16),
            TestRules.withoutHistory("vehicle", 1));
    private static final Draft SMALL = Draft.of(new Json("{\"text\":\"Hello everyone\"}"));

    private final RequestCounter counter = new RequestCounter();
    private final RecordingPoster poster = new RecordingPoster();
    private final RecordingFanOutTrigger trigger = new RecordingFanOutTrigger();
    private ApplicationContext context;
    private Publisher publisher;

    @BeforeEach
    void start() {
        Map<String, Object> environment = new HashMap<>(dynamoDb.properties());
        environment.put("callback.url", "http://localhost:1/local");
        environment.put("fan.out.function", "downlink-fan-out");
        // However slow the machine: what a publisher serves itself does not depend on time here.
        environment.put("delivery.inline-budget", "60s");
        context = ApplicationContext.builder()
                .properties(environment)
                .beanDefinitions(
                        TestBeans.bean(ChannelRules.class, RULES),
                        TestBeans.bean(DynamoDbClient.class, dynamoDb.client(counter)),
                        TestBeans.bean(ConnectionPoster.class, poster),
                        TestBeans.bean(FanOutTrigger.class, trigger))
                .start();
        publisher = context.getBean(Publisher.class);
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void historyWithOneSubscriber() {
        Channel channel = channel("chat:one");
        subscribe(channel, 1);

        Count count = warmPublish(channel);

        assertThat(count.requests()).hasSize(4);
        assertThat(count.writeUnits()).isEqualTo(3);
        assertThat(trigger.take()).isEmpty();
    }

    @Test
    void historyWithOneSubscriberWithDelta() {
        Channel channel = channel("chat:delta");
        subscribe(channel, 1, PushOptions.DEFAULT.withDelta(new DeltaState.On()));

        Count count = warmPublish(channel);

        assertThat(count.requests()).hasSize(5);
        assertThat(count.writeUnits()).isEqualTo(3);
        assertThat(trigger.take()).isEmpty();
    }

    @Test
    void historyWithAThousandSubscribers() {
        Channel channel = channel("chat:thousand");
        subscribe(channel, 1000);

        Count count = warmPublish(channel);

        assertThat(count.requests()).hasSize(9);
        assertThat(count.writeUnits()).isEqualTo(4);
    }

    @Test
    void historyWithSixteenShardsAndOneSubscriber() {
        Channel channel = channel("wide:sixteen");
        subscribe(channel, 1);

        Count count = warmPublish(channel);

        assertThat(count.requests()).hasSize(6);
        assertThat(count.writeUnits()).isEqualTo(4);
        assertThat(trigger.take()).isEmpty();
    }

    @Test
    void historyWithoutSubscribers() {
        Count count = warmPublish(channel("chat:nobody"));

        assertThat(count.requests()).hasSize(3);
        assertThat(count.writeUnits()).isEqualTo(2);
    }

    @Test
    void noHistoryWithoutSubscribers() {
        Count count = warmPublish(channel("vehicle:nobody"));

        // The list of a second ago is believed: the first publication of a second reads it.
        assertThat(count.requests()).hasSizeLessThanOrEqualTo(1);
        assertThat(count.writeUnits()).isZero();
        assertThat(trigger.take()).isEmpty();
    }

    @Test
    void fiveHundredPublicationsInOneBatch() {
        Channel channel = channel("chat:batch");
        subscribe(channel, 1);
        warmPublish(channel);
        String data = "\"" + "x".repeat(198) + "\"";

        publisher.append(
                channel,
                IntStream.range(0, 500)
                        .mapToObj(n -> new Draft(
                                new Json(data),
                                null,
                                Map.of(),
                                new IdempotencyKey.SourcePosition("vehicles/0", "%05d".formatted(n))))
                        .toList());

        Count count = counter.take();
        assertThat(count.requests()).hasSize(10);
        assertThat(count.writeUnits()).isLessThanOrEqualTo(150);
        assertThat(trigger.take()).isEmpty();
    }

    private static Channel channel(String name) {
        return RULES.find(new ChannelName(name)).orElseThrow();
    }

    /** What the second of two publications costs, with the worker that it starts. */
    private Count warmPublish(Channel channel) {
        publisher.publish(channel, SMALL.eligibleForDelta());
        runTriggered();
        counter.take();
        publisher.publish(channel, SMALL.eligibleForDelta());
        runTriggered();
        return counter.take();
    }

    private void runTriggered() {
        FanOutWorker worker = context.getBean(FanOutWorker.class);
        trigger.take()
                .forEach(task -> worker.run(task, "invocation", Instant.now().plusSeconds(60)));
    }

    private void subscribe(Channel channel, int count) {
        subscribe(channel, count, PushOptions.DEFAULT);
    }

    private void subscribe(Channel channel, int count, PushOptions options) {
        Instant expiresAt = Instant.now().plus(Connection.LIFETIME).minusSeconds(60);
        SubscriptionRepository subscriptions = context.getBean(SubscriptionRepository.class);
        ConnectionRepository connections = context.getBean(ConnectionRepository.class);
        for (int n = 0; n < count; n++) {
            ConnectionId id = new ConnectionId("c%05d".formatted(n));
            connections.open(new Connection(
                    id,
                    Dialect.CENTRIFUGE,
                    Framing.LINES,
                    "",
                    null,
                    true,
                    expiresAt.minus(Connection.LIFETIME),
                    expiresAt));
            subscriptions.add(
                    new Subscription(
                                    channel.name(),
                                    id,
                                    Dialect.CENTRIFUGE,
                                    Framing.LINES,
                                    "",
                                    null,
                                    0,
                                    false,
                                    expiresAt)
                            .withOptions(options),
                    channel.shards());
        }
    }
}
