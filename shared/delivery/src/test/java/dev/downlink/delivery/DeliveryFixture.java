package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConcurrencyLimit;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.InMemoryDeliveryLedger;
import dev.downlink.ledger.InMemoryPendingDeliveries;
import dev.downlink.metrics.Metrics;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.publish.Publisher;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Everything that publishes and delivers, over the fakes and in virtual time. */
final class DeliveryFixture {

    static final DeliverySettings SETTINGS = new DeliverySettings(
            Duration.ofSeconds(10),
            Duration.ofSeconds(4),
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(500),
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            20,
            256,
            4,
            5);

    final Simulation simulation = new Simulation();
    final ChannelRules rules = TestRules.of(
            TestRules.withHistory("chat", 1), TestRules.withHistory("wide", 4), TestRules.withoutHistory("vehicle", 1));
    final Channel lobby = channel("chat:lobby");
    final Channel wide = channel("wide:lobby");
    final Channel train = channel("vehicle:1");
    final InMemorySubscriptions subscriptions = new InMemorySubscriptions(simulation.clock());
    final InMemoryConnections connections = new InMemoryConnections(subscriptions, simulation.clock());
    final InMemoryHeads heads = new InMemoryHeads();
    final InMemoryChannelHistory history = new InMemoryChannelHistory(heads, simulation.clock());
    final InMemoryDeliveryLedger ledger = new InMemoryDeliveryLedger(heads, simulation.clock());
    final InMemoryPendingDeliveries pending = new InMemoryPendingDeliveries(simulation.clock());
    final SimulatedConnections gateway = new SimulatedConnections(simulation, 1);
    final RecordingFanOutTrigger trigger = new RecordingFanOutTrigger();
    final DeliverySweep sweep = new DeliverySweep(pending, ledger, trigger);
    final LiveSlowConnections liveSlow = new LiveSlowConnections();
    final List<String> metricLines = new ArrayList<>();
    final Metrics metrics = new Metrics(simulation.clock(), "downlink-dev-chat-service-fan-out", metricLines::add);
    final ConcurrencyLimit limit = new ConcurrencyLimit(SETTINGS.maxInFlight());

    /** The parts of one process, over stores that may differ from the fixture's. */
    record Engine(
            DeliveryContext context,
            Publisher publisher,
            FanOutWorker worker,
            LiveDelivery live,
            JoinLeaveDelivery joinLeave) {}

    final Engine engine = engine(subscriptions, history, ledger);
    final Publisher publisher = engine.publisher();
    final FanOutWorker worker = engine.worker();

    Engine engine(SubscriptionRepository subscribers, ChannelHistory publications, DeliveryLedger deliveries) {
        ParallelExecutor parallel = new ParallelExecutor(Runnable::run);
        DeliveryContext context = new DeliveryContext(
                subscribers, publications, deliveries, gateway, limit, parallel, simulation, SETTINGS, metrics);
        ConnectionCleanup cleanup = new ConnectionCleanup(connections, trigger, parallel);
        Audiences audiences = new Audiences(subscribers, parallel, simulation.clock());
        LiveDelivery live = new LiveDelivery(context, audiences, liveSlow, trigger, cleanup);
        JoinLeaveDelivery joinLeave = new JoinLeaveDelivery(context, audiences, liveSlow, trigger);
        PublicationDelivery delivery = new PublicationDelivery(context, pending, trigger, new EmptyChannels());
        return new Engine(
                context,
                new Publisher(publications, delivery, live, simulation.clock()),
                new FanOutWorker(context, trigger, live, joinLeave, cleanup),
                live,
                joinLeave);
    }

    Channel channel(String name) {
        return rules.find(new ChannelName(name)).orElseThrow();
    }

    Instant now() {
        return simulation.now();
    }

    /** A connection that was opened an hour ago. */
    ConnectionId connect(String name) {
        ConnectionId id = new ConnectionId(name);
        connections.open(new Connection(
                id,
                Dialect.CENTRIFUGE,
                Framing.LINES,
                "",
                null,
                true,
                now().minus(Duration.ofHours(1)),
                now().plus(Duration.ofHours(1))));
        return id;
    }

    ConnectionId subscriber(String name, Channel channel) {
        ConnectionId id = connect(name);
        subscribe(id, channel);
        return id;
    }

    List<ConnectionId> subscribers(int count, Channel channel) {
        return IntStream.range(0, count)
                .mapToObj(n -> subscriber("c%03d".formatted(n), channel))
                .toList();
    }

    /** As the session does: nothing before now is pushed. */
    void subscribe(ConnectionId id, Channel channel) {
        long head = channel.hasHistory() ? history.head(channel).offset() : 0;
        subscribe(id, channel, head, now().plus(Duration.ofHours(1)));
    }

    void subscribe(ConnectionId id, Channel channel, long fromOffset, Instant expiresAt) {
        subscriptions.add(
                new Subscription(
                        channel.name(), id, Dialect.CENTRIFUGE, Framing.LINES, "", null, fromOffset, false, expiresAt),
                channel.shards());
    }

    void publish(Channel channel, int count) {
        for (int n = 0; n < count; n++) {
            publisher.publish(channel, Draft.of(new Json("{\"n\":" + n + "}")));
        }
    }

    /** Appends and requests delivery, as a publisher that dies before it delivers anything. */
    void appendOnly(Channel channel, int count) {
        List<ChannelHistory.Appended> appended = history.append(
                channel,
                IntStream.range(0, count)
                        .mapToObj(n -> Draft.of(new Json("{\"n\":" + n + "}")))
                        .toList(),
                now());
        ledger.advance(channel, appended.getLast().position());
    }

    /** Runs what was triggered, as Lambda would, until nothing more is. */
    void runTriggered() {
        int invocation = 0;
        for (List<FanOutTask> tasks = trigger.take(); !tasks.isEmpty(); tasks = trigger.take()) {
            for (FanOutTask task : tasks) {
                worker.run(task, "invocation-" + invocation++, now().plusSeconds(60));
            }
        }
    }

    List<Long> offsets(ConnectionId connection) {
        return gateway.offsets(connection);
    }

    static List<Long> through(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }
}
