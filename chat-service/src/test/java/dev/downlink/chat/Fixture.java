package dev.downlink.chat;

import dev.downlink.TestClock;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.ChannelRulesLoader;
import dev.downlink.channel.Retention;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.CatchUpRequests;
import dev.downlink.delivery.DeliveryLedger;
import dev.downlink.delivery.FanOutTrigger;
import dev.downlink.delivery.InMemoryDeliveryLedger;
import dev.downlink.delivery.RecordingFanOutTrigger;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.RecordingPoster;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.ChannelHistory.Query;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.protocol.ClientInfo;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.ClientPublisher;
import dev.downlink.publish.Publisher;
import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.RuntimeBeanDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** The service over stores in memory, by the local environment's rules. */
public final class Fixture {

    public final TestClock clock = new TestClock();
    public final InMemoryChannelHistory log = new InMemoryChannelHistory(clock);
    public final RecordingFanOutTrigger fanOut = new RecordingFanOutTrigger();
    final RecordingPoster poster = new RecordingPoster();

    /** How long each append takes. */
    public Duration appendTakes = Duration.ZERO;

    /** Whether the log fails to append. */
    public boolean away;

    private final InMemorySubscriptions subscriptions = new InMemorySubscriptions(clock);
    private final InMemoryConnections connections = new InMemoryConnections(subscriptions, clock);
    private final InMemoryDeliveryLedger ledger = new InMemoryDeliveryLedger(clock);
    private final ChannelHistory failing = new FailingLog();
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
        Publisher publisher = new Publisher(rules, failing, new CatchUpRequests(ledger, fanOut, clock), fanOut, clock);
        return new ClientMessages(connections, new ClientPublisher(rules, subscriptions, publisher));
    }

    /** What a function starts with. */
    public ApplicationContextBuilder context() {
        return ApplicationContext.builder()
                .beanDefinitions(
                        bean(Clock.class, clock),
                        bean(ChannelRules.class, rules),
                        bean(ConnectionRepository.class, connections),
                        bean(SubscriptionRepository.class, subscriptions),
                        bean(ChannelHistory.class, failing),
                        bean(DeliveryLedger.class, ledger),
                        bean(FanOutTrigger.class, fanOut),
                        bean(ConnectionPoster.class, poster));
    }

    void connected(ConnectionId id, String user) {
        connections.open(
                new Connection(id, Dialect.ACTION, Framing.SINGLE, user, null, false, clock.instant(), tomorrow()));
    }

    void subscribed(ConnectionId id, String user, String channel) {
        connected(id, user);
        subscriptions.add(
                new Subscription(
                        new ChannelName(channel), id, Dialect.ACTION, Framing.SINGLE, user, null, 0, false, tomorrow()),
                1);
    }

    /** What is in a channel's history. */
    public List<Publication> published(String channel) {
        return log.history(
                        new ChannelName(channel),
                        new Query(-1, null, false, Integer.MAX_VALUE),
                        new Retention(1000, Duration.ofHours(24)))
                .publications();
    }

    public void publishedBy(String user, String channel, String data) {
        ClientInfo info = new ClientInfo("c", user, new Json("{\"a\":1}"), null);
        log.append(
                new ChannelName(channel),
                new Draft(new Json(data), info, Map.of(), null),
                new Retention(1000, Duration.ofHours(24)));
    }

    private Instant tomorrow() {
        return clock.instant().plus(Duration.ofDays(1));
    }

    private static <T> RuntimeBeanDefinition<T> bean(Class<T> type, T bean) {
        return RuntimeBeanDefinition.builder(type, () -> bean)
                .singleton(true)
                .replaces(type)
                .build();
    }

    private final class FailingLog implements ChannelHistory {
        @Override
        public List<Appended> append(ChannelName channel, List<Draft> drafts, Retention retention) {
            if (away) {
                throw new IllegalStateException("the log is away");
            }
            synchronized (clock) {
                clock.advance(appendTakes);
            }
            return log.append(channel, drafts, retention);
        }

        @Override
        public StreamPosition head(ChannelName channel) {
            return log.head(channel);
        }

        @Override
        public List<Publication> read(ChannelName channel, StreamPosition after, int limit) {
            return log.read(channel, after, limit);
        }

        @Override
        public Page history(ChannelName channel, Query query, Retention retention) {
            return log.history(channel, query, retention);
        }
    }
}
