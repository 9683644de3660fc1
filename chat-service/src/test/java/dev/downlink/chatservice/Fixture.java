package dev.downlink.chatservice;

import static dev.downlink.TestBeans.bean;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.ForwardingChannelHistory;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.ClientPublisher;
import dev.downlink.schedule.InMemorySchedules;
import dev.downlink.schedule.Schedules;
import dev.downlink.session.FrameProcessor;
import dev.downlink.session.Session;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The service over stores in memory. */
public final class Fixture {

    public final TestClock clock = new TestClock();
    final TestDelivery delivery = new TestDelivery(clock);
    /** What was handed to workers. */
    public final RecordingFanOutTrigger fanOut = delivery.trigger;

    /** How long each append takes. */
    public Duration appendTakes = Duration.ZERO;

    /** Whether the history fails to append. */
    public boolean away;

    /** What is to be published later. */
    public final InMemorySchedules schedules = new InMemorySchedules();

    private final ChannelHistory failing =
            new ForwardingChannelHistory(delivery.history, new ForwardingChannelHistory.Before() {
                @Override
                public void append(Channel channel) {
                    if (away) {
                        throw new IllegalStateException("the history is unavailable");
                    }
                    clock.advance(appendTakes);
                }
            });
    private final ChannelRules rules;

    public Fixture() {
        this(false);
    }

    /** @param insecure as in the rules */
    public Fixture(boolean insecure) {
        rules = ChannelRulesLoader.load(channels().replace("insecure: false", "insecure: " + insecure));
    }

    private static String channels() {
        try (InputStream in = Objects.requireNonNull(Fixture.class.getResourceAsStream("/channels.yml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    FrameProcessor frames() {
        ClientPublisher publisher = new ClientPublisher(rules, delivery.subscriptions, delivery.publisher(failing));
        ParallelExecutor parallel = new ParallelExecutor();
        return new FrameProcessor(
                delivery.connections,
                new Session(delivery.connections, publisher, new OtherCommands(), parallel, delivery::sleep),
                delivery.poster,
                delivery.loops,
                parallel);
    }

    /** What a function starts with. */
    public ApplicationContextBuilder context() {
        return ApplicationContext.builder()
                .beanDefinitions(delivery.beans(failing))
                .beanDefinitions(bean(ChannelRules.class, rules), bean(Schedules.class, schedules));
    }

    void connected(ConnectionId id, String user) {
        delivery.connections.open(client(id, user).connection());
    }

    public void subscribed(ConnectionId id, String user, String channel) {
        connected(id, user);
        delivery.subscriptions.add(client(id, user).subscription(channel), 1);
    }

    /** The frames that a connection received. */
    public List<String> received(ConnectionId id) {
        return delivery.poster.received(id);
    }

    /** What is in a channel's history. */
    public List<Publication> published(String channel) {
        return delivery.published(channel(channel));
    }

    public void publishedBy(String user, String channel, String data) {
        ClientInfo info = new ClientInfo("c", user, new Json("{\"a\":1}"), null);
        delivery.append(channel(channel), new Draft(new Json(data), info, Map.of(), null));
    }

    private Channel channel(String name) {
        return rules.find(new ChannelName(name)).orElseThrow();
    }

    private TestClient client(ConnectionId id, String user) {
        return new TestClient(id, clock.instant()).withUser(user);
    }
}
