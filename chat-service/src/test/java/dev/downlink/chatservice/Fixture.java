package dev.downlink.chatservice;

import static dev.downlink.TestBeans.bean;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.ForwardingChannelHistory;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.publish.ClientPublisher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The service over stores in memory, by the local environment's rules. */
public final class Fixture {

    public final TestClock clock = new TestClock();
    final TestDelivery delivery = new TestDelivery(clock);
    /** What was handed to workers. */
    public final RecordingFanOutTrigger fanOut = delivery.trigger;

    /** How long each append takes. */
    public Duration appendTakes = Duration.ZERO;

    /** Whether the history fails to append. */
    public boolean away;

    private final ChannelHistory failing = new FailingHistory();
    private final ChannelRules rules;

    public Fixture() {
        this(false);
    }

    /** @param insecure as in the rules */
    public Fixture(boolean insecure) {
        try {
            String file = Files.readString(Path.of("../local/channels.yml"));
            rules = ChannelRulesLoader.load(file.replace("insecure: false", "insecure: " + insecure)
                    .replace("env:DOWNLINK_API_KEY", "classpath:test-api-key"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ClientMessages messages() {
        return new ClientMessages(
                delivery.connections, new ClientPublisher(rules, delivery.subscriptions, delivery.publisher(failing)));
    }

    /** What a function starts with. */
    public ApplicationContextBuilder context() {
        return ApplicationContext.builder()
                .beanDefinitions(delivery.beans(failing))
                .beanDefinitions(bean(ChannelRules.class, rules));
    }

    void connected(ConnectionId id, String user) {
        delivery.connections.open(
                new Connection(id, Dialect.ACTION, Framing.SINGLE, user, null, false, clock.instant(), tomorrow()));
    }

    public void subscribed(ConnectionId id, String user, String channel) {
        connected(id, user);
        delivery.subscriptions.add(
                new Subscription(
                        new ChannelName(channel), id, Dialect.ACTION, Framing.SINGLE, user, null, 0, false, tomorrow()),
                1);
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

    private Instant tomorrow() {
        return clock.instant().plus(Duration.ofDays(1));
    }

    private final class FailingHistory extends ForwardingChannelHistory {

        FailingHistory() {
            super(delivery.history);
        }

        @Override
        public List<Appended> append(Channel channel, List<Draft> drafts, Instant time) {
            if (away) {
                throw new IllegalStateException("The history is away");
            }
            clock.advance(appendTakes);
            return super.append(channel, drafts, time);
        }
    }
}
