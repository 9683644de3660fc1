package dev.downlink.connectionservice.api;

import static dev.downlink.TestBeans.bean;
import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.CustomPojoSerializer;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPResponse;
import dev.downlink.TestClock;
import dev.downlink.api.ApiHandler;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.PushOptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionTerms;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.Frame;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.function.TestContext;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The function of the server API over stores in memory. */
final class Api implements AutoCloseable {

    static final String BAD_REQUEST = "{\"error\":{\"code\":107,\"message\":\"bad request\"}}";
    static final String NOT_AVAILABLE = "{\"error\":{\"code\":108,\"message\":\"not available\"}}";
    static final String UNKNOWN_CHANNEL = "{\"error\":{\"code\":102,\"message\":\"unknown channel\"}}";
    static final String DONE = "{\"result\":{}}";

    private static final String CHANNELS = """
            namespaces:
              chat:
                presence: true
                history_size: 5
                history_ttl: 1h
                allow_subscribe_for_client: true
              quiet:
                allow_subscribe_for_client: true
            lobby: chat:lobby
            api:
              key: classpath:test-api-key
            """;

    final TestClock clock = new TestClock();
    final TestDelivery delivery = new TestDelivery(clock);
    private final ChannelRules rules = ChannelRulesLoader.load(CHANNELS);
    private final ApplicationContext context = ApplicationContext.builder()
            .beanDefinitions(Arrays.stream(delivery.beans(delivery.history))
                    .filter(definition -> definition.getBeanType() != ConnectionPoster.class)
                    .toArray(RuntimeBeanDefinition<?>[]::new))
            .beanDefinitions(bean(ChannelRules.class, rules), bean(ConnectionPoster.class, new Poster()))
            .start();
    private final ApiHandler function = new ApiHandler(context);

    /** Runs what others do at the same time, once, before a connection gets its next push. */
    private final Map<ConnectionId, Runnable> beforePost = new ConcurrentHashMap<>();

    private final class Poster implements ConnectionPoster {
        @Override
        public CompletionStage<PostResult> post(ConnectionId connection, Frame frame) {
            @Nullable Runnable before = beforePost.remove(connection);
            if (before != null) {
                before.run();
            }
            return delivery.poster.post(connection, frame);
        }

        @Override
        public CompletionStage<PostResult> close(ConnectionId connection) {
            return delivery.poster.close(connection);
        }
    }

    void onPost(ConnectionId connection, Runnable action) {
        beforePost.put(connection, action);
    }

    /** A Centrifuge client. */
    ConnectionId connected(String id, String user) {
        TestClient client = client(id, user);
        delivery.connections.open(client.connection());
        return client.id();
    }

    void subscribed(String id, String user, String channel) {
        delivery.subscriptions.add(client(id, user).subscription(channel), 1);
    }

    void subscribed(String id, String user, String channel, long commandId) {
        SubscriptionTerms terms = new SubscriptionTerms(commandId, null, null);
        delivery.subscriptions.add(client(id, user).subscription(channel).withTerms(terms), 1);
    }

    /** The channel's other subscribers know of this one. */
    void toldToJoin(ConnectionId id, String channel) {
        delivery.subscriptions.markTold(id, new ChannelName(channel));
    }

    /** A subscriber that is told who joins and leaves. */
    void pushesJoinLeave(String id, String user, String channel) {
        Subscription subscription = client(id, user).subscription(channel);
        delivery.subscriptions.add(subscription.withOptions(new PushOptions(null, true)), 1);
    }

    boolean subscribes(ConnectionId id, String channel) {
        return delivery.subscriptions.contains(id, channel(channel));
    }

    Channel channel(String name) {
        return rules.find(new ChannelName(name)).orElseThrow();
    }

    List<String> received(ConnectionId id) {
        return delivery.poster.received(id);
    }

    /** @return the body of an answer with status 200 */
    String call(String method, String body) {
        APIGatewayV2HTTPResponse response = answer(method, body, "test-key");
        assertThat(response.getStatusCode()).isEqualTo(200);
        return response.getBody();
    }

    APIGatewayV2HTTPResponse answer(String method, String body, String key) {
        try (InputStream in = Objects.requireNonNull(Api.class.getResourceAsStream("/events/http-api.json"))) {
            String json = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .replace("METHOD", method)
                    .replace("KEY", key);
            APIGatewayV2HTTPEvent event = ServiceLoader.load(CustomPojoSerializer.class)
                    .findFirst()
                    .orElseThrow()
                    .fromJson(json, APIGatewayV2HTTPEvent.class);
            event.setBody(body);
            return function.handleRequest(event, new TestContext(29_000));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        context.close();
    }

    private TestClient client(String id, String user) {
        return new TestClient(new ConnectionId(id), clock.instant())
                .withUser(user)
                .withSession();
    }
}
