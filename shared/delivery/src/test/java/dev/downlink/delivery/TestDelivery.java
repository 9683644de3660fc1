package dev.downlink.delivery;

import static dev.downlink.TestBeans.bean;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.concurrent.EventLoops;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.concurrent.TestEventLoops;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.SubscriptionCensus;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConcurrencyLimit;
import dev.downlink.delivery.post.ConnectionPoster;
import dev.downlink.delivery.post.RecordingPoster;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.InMemoryDeliveryLedger;
import dev.downlink.ledger.InMemoryPendingDeliveries;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.metrics.Metrics;
import dev.downlink.protocol.Publication;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import io.micronaut.context.RuntimeBeanDefinition;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What a service publishes and delivers with, over stores in memory and a poster that records. */
public final class TestDelivery {

    private static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            1000,
            256,
            256,
            100);

    public final InMemorySubscriptions subscriptions;
    public final InMemoryConnections connections;
    public final InMemoryChannelHistory history;
    public final RecordingPoster poster = new RecordingPoster();
    public final RecordingFanOutTrigger trigger = new RecordingFanOutTrigger();

    private final InMemoryDeliveryLedger ledger;
    private final InMemoryPendingDeliveries pending;
    private final EventLoops loops;
    private final TestClock clock;

    public TestDelivery(TestClock clock) {
        this.clock = clock;
        this.loops = new TestEventLoops(clock);
        this.subscriptions = new InMemorySubscriptions(clock);
        this.connections = new InMemoryConnections(subscriptions, clock);
        InMemoryHeads heads = new InMemoryHeads();
        this.history = new InMemoryChannelHistory(heads, clock);
        this.ledger = new InMemoryDeliveryLedger(heads, clock);
        this.pending = new InMemoryPendingDeliveries(clock);
    }

    /** The publisher of a new process. */
    public Publisher publisher() {
        return publisher(history);
    }

    /** @param seen the history, or something in front of it */
    public Publisher publisher(ChannelHistory seen) {
        ParallelExecutor parallel = new ParallelExecutor(Runnable::run);
        ConcurrencyLimit limit = new ConcurrencyLimit(SETTINGS.maxInFlight());
        DeliveryContext context = new DeliveryContext(
                subscriptions, seen, ledger, poster, limit, parallel, loops, SETTINGS, Metrics.none());
        LiveDelivery live = new LiveDelivery(
                context,
                new Audiences(subscriptions, parallel, clock),
                new LiveSlowConnections(),
                trigger,
                new ConnectionCleanup(connections, trigger, parallel));
        PublicationDelivery delivery = new PublicationDelivery(context, pending, trigger, new EmptyChannels());
        return new Publisher(seen, delivery, live, clock);
    }

    /** What tells who joins and leaves, in a new process. */
    public JoinLeaveDelivery joinLeave() {
        ParallelExecutor parallel = new ParallelExecutor(Runnable::run);
        ConcurrencyLimit limit = new ConcurrencyLimit(SETTINGS.maxInFlight());
        return new JoinLeaveDelivery(
                new DeliveryContext(
                        subscriptions, history, ledger, poster, limit, parallel, loops, SETTINGS, Metrics.none()),
                new Audiences(subscriptions, parallel, clock),
                new LiveSlowConnections(),
                trigger);
    }

    /**
     * The clock, the stores and the gateway of an application context.
     *
     * @param seen the history, or something in front of it
     */
    public RuntimeBeanDefinition<?>[] beans(ChannelHistory seen) {
        return new RuntimeBeanDefinition<?>[] {
            bean(Clock.class, clock),
            bean(EventLoops.class, loops),
            bean(ConnectionRepository.class, connections),
            bean(SubscriptionRepository.class, subscriptions),
            bean(SubscriptionCensus.class, subscriptions),
            bean(ChannelHistory.class, seen),
            bean(DeliveryLedger.class, ledger),
            bean(PendingDeliveries.class, pending),
            bean(FanOutTrigger.class, trigger),
            bean(ConnectionPoster.class, poster)
        };
    }

    /**
     * Appends to a channel's history and delivers nothing, as a publisher that dies at once.
     *
     * @return the new head
     */
    public StreamPosition append(Channel channel, Draft draft) {
        StreamPosition position = history.append(channel, List.of(draft), clock.instant())
                .getLast()
                .position();
        ledger.advance(channel, position);
        return position;
    }

    /** What is in a channel's history. */
    public List<Publication> published(Channel channel) {
        return history.history(channel, new ChannelHistory.Query(-1, null, false, Integer.MAX_VALUE))
                .publications();
    }
}
