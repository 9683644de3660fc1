package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.downlink.aws.dynamodb.DynamoDbLocal;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.publish.Publisher;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a service gets by injection, as the environment configures it. */
class WiringTest {

    @RegisterExtension
    static final DynamoDbLocal dynamoDb = new DynamoDbLocal();

    private static final ChannelName LOBBY = new ChannelName("chat:lobby");

    private final List<String> calls = new CopyOnWriteArrayList<>();

    @Test
    void publishesAndDeliversWithWhatTheEnvironmentNames() throws IOException {
        HttpServer aws = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        aws.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            calls.add(exchange.getRequestURI().getPath() + " " + body);
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        aws.start();
        Map<String, Object> environment = new HashMap<>(dynamoDb.properties());
        String endpoint = "http://localhost:" + aws.getAddress().getPort();
        environment.put("callback.url", endpoint + "/local");
        environment.put("fan.out.function", "downlink-fan-out");
        environment.put("aws.services.lambda.endpoint-override", endpoint);
        try (ApplicationContext context =
                ApplicationContext.builder().properties(environment).build()) {
            context.registerSingleton(ChannelRules.class, TestRules.of(TestRules.withHistory("chat", 1)))
                    .start();
            subscribe(context, new ConnectionId("L0SM9cOFvHcCIhw="));

            context.getBean(Publisher.class).publish(LOBBY, Draft.of(new Json("\"Hello\"")));
            context.getBean(FanOutWorker.class)
                    .run(
                            new FanOutTask.CatchUp(LOBBY, 0),
                            "invocation",
                            Instant.now().plusSeconds(60));
        } finally {
            aws.stop(0);
        }

        assertThat(calls)
                .satisfiesExactly(
                        call -> assertThat(call).startsWith("/2015-03-31/functions/downlink-fan-out/invocations "),
                        call -> assertThat(call)
                                .startsWith("/local/@connections/L0SM9cOFvHcCIhw= ")
                                .contains("\"Hello\""));
    }

    private static void subscribe(ApplicationContext context, ConnectionId id) {
        Instant now = Instant.now();
        Instant expiresAt = now.plus(Duration.ofHours(2));
        context.getBean(ConnectionRepository.class)
                .open(new Connection(id, Dialect.CENTRIFUGE, Framing.LINES, "", null, true, now, expiresAt));
        context.getBean(SubscriptionRepository.class)
                .add(new Subscription(LOBBY, id, Dialect.CENTRIFUGE, Framing.LINES, "", null, 0, false, expiresAt), 1);
    }
}
