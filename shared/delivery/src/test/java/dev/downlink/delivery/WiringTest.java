package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.downlink.TestBeans;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.publish.Publisher;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a service gets by injection, as the environment configures it, over DynamoDB Local. */
class WiringTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ConnectionId READER = new ConnectionId("L0SM9cOFvHcCIhw=");
    private static final ChannelRules RULES = TestRules.of(TestRules.withHistory("chat", 1));
    private static final Channel LOBBY =
            RULES.find(new ChannelName("chat:lobby")).orElseThrow();

    /** Method, path and body of what was sent to API Gateway and Lambda. */
    private final List<String> calls = new CopyOnWriteArrayList<>();

    private final HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private ApplicationContext context;

    WiringTest() throws IOException {}

    @BeforeEach
    void start() {
        aws.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(
                    exchange.getRequestMethod() + " " + exchange.getRequestURI().getRawPath() + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        aws.start();
        String endpoint = "http://localhost:" + aws.getAddress().getPort();
        Map<String, Object> environment = new HashMap<>(dynamoDb.properties());
        environment.put("callback.url", endpoint + "/local");
        environment.put("fan.out.function", "downlink-fan-out");
        environment.put("aws.services.lambda.endpoint-override", endpoint);
        context = ApplicationContext.builder()
                .properties(environment)
                .beanDefinitions(TestBeans.bean(ChannelRules.class, RULES))
                .start();
    }

    @AfterEach
    void stop() {
        context.close();
        aws.stop(0);
    }

    @Test
    void aPublisherPostsToASmallAudienceItself() {
        subscribe(READER);

        context.getBean(Publisher.class).publish(LOBBY, Draft.of(new Json("\"Hello\"")));

        assertThat(calls).singleElement().asString().satisfies(WiringTest::isPostToReader);
        assertThat(context.getBean(ChannelHistory.class).head(LOBBY).offset()).isEqualTo(1);
    }

    @Test
    void aWorkerPostsWhatIsUndelivered() {
        subscribe(READER);
        ChannelHistory history = context.getBean(ChannelHistory.class);
        DeliveryContext delivery = context.getBean(DeliveryContext.class);
        history.append(LOBBY, List.of(Draft.of(new Json("\"Hello\""))), now())
                .forEach(appended -> delivery.ledger().advance(LOBBY, appended.position()));

        context.getBean(FanOutWorker.class)
                .run(new FanOutTask.CatchUp(new ChannelShard(LOBBY.name(), 0)), "invocation", now().plusSeconds(60));

        assertThat(calls).singleElement().asString().satisfies(WiringTest::isPostToReader);
    }

    @Test
    void aTaskIsAnInvocationOfTheFunctionThatTheEnvironmentNames() {
        context.getBean(FanOutTrigger.class).start(new FanOutTask.RemoveConnections(List.of(READER)));

        assertThat(calls)
                .singleElement()
                .asString()
                .startsWith("POST /2015-03-31/functions/downlink-fan-out/invocations ")
                .contains(READER.value());
    }

    private static void isPostToReader(String call) {
        assertThat(call)
                .startsWith("POST /local/@connections/L0SM9cOFvHcCIhw%3D ")
                .contains("\"Hello\"");
    }

    private void subscribe(ConnectionId id) {
        Instant expiresAt = now().plus(Duration.ofHours(2));
        context.getBean(ConnectionRepository.class)
                .open(new Connection(id, Dialect.CENTRIFUGE, Framing.LINES, "", null, true, now(), expiresAt));
        context.getBean(SubscriptionRepository.class)
                .add(
                        new Subscription(
                                LOBBY.name(), id, Dialect.CENTRIFUGE, Framing.LINES, "", null, 0, false, expiresAt),
                        1);
    }

    private Instant now() {
        return context.getBean(Clock.class).instant();
    }
}
