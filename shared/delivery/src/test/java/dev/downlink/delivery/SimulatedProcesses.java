package dev.downlink.delivery;

import dev.downlink.channel.Channel;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.post.ConcurrencyLimit;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.ledger.PendingDeliveries;
import dev.downlink.metrics.Metrics;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;

/** Starts the processes of a simulated day, and passes on what they invoke. */
final class SimulatedProcesses {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final long seed;
    private final Simulation simulation;
    private final Calamities calamities;
    private final SimulatedConnections gateway;
    private final SimulatedStores stores;
    private final DeliverySettings settings;
    private final ParallelExecutor parallel = new ParallelExecutor(Runnable::run);
    private int invocations;

    /** One process: its memory is its own, and all it calls may fail it. */
    record Node(Publisher publisher, FanOutWorker worker, DeliverySweep sweep) {}

    SimulatedProcesses(
            long seed,
            Simulation simulation,
            Calamities calamities,
            SimulatedConnections gateway,
            SimulatedStores stores,
            DeliverySettings settings) {
        this.seed = seed;
        this.simulation = simulation;
        this.calamities = calamities;
        this.gateway = gateway;
        this.stores = stores;
        this.settings = settings;
    }

    Node start(String name) {
        Random random = new Random(seed * 31 + name.hashCode());
        ChannelHistory history =
                calamities.store(ChannelHistory.class, stores.history().get(), random);
        DeliveryLedger ledger =
                calamities.store(DeliveryLedger.class, stores.ledger().get(), random);
        SubscriptionRepository subscriptions =
                calamities.store(SubscriptionRepository.class, stores.subscriptions(), random);
        FanOutTrigger trigger = calamities.store(FanOutTrigger.class, task -> invoke(task, random), random);
        PendingDeliveries pending =
                calamities.store(PendingDeliveries.class, stores.pending().get(), random);
        DeliveryContext context = new DeliveryContext(
                subscriptions,
                history,
                ledger,
                gateway,
                new ConcurrencyLimit(settings.maxInFlight()),
                parallel,
                simulation,
                settings,
                Metrics.none());
        ConnectionCleanup cleanup = new ConnectionCleanup(stores.connections(), trigger, parallel);
        Audiences audiences = new Audiences(subscriptions, parallel, simulation.clock());
        LiveSlowConnections slow = new LiveSlowConnections();
        LiveDelivery live = new LiveDelivery(context, audiences, slow, trigger, cleanup);
        PublicationDelivery delivery = new PublicationDelivery(context, pending, trigger, new EmptyChannels());
        JoinLeaveDelivery joinLeave = new JoinLeaveDelivery(context, audiences, slow, trigger);
        return new Node(
                new Publisher(history, delivery, live, simulation.clock()),
                new FanOutWorker(context, trigger, live, joinLeave, cleanup),
                new DeliverySweep(pending, ledger, trigger));
    }

    /**
     * Tries until it is acknowledged, as a client with an idempotency key does.
     *
     * @param process the publisher's, which is replaced when it dies
     */
    StreamPosition publish(Node[] process, Channel channel, String key, Draft draft) {
        for (int attempt = 0; ; attempt++) {
            try {
                return Objects.requireNonNull(process[0].publisher().publish(channel, draft));
            } catch (Calamities.Killed killed) {
                process[0] = start(key + "-" + attempt);
            } catch (IllegalStateException failed) {
                // Tried again, as after a death.
            }
            simulation.sleep(Duration.ofMillis(200));
        }
    }

    /** Sweeps so many times, once a minute. */
    void sweepEachMinute(int times) {
        for (int minute = 1; minute <= times; minute++) {
            String name = "sweep-" + minute;
            simulation.spawn(MINUTE.multipliedBy(minute), () -> sweep(name));
        }
    }

    private void sweep(String name) {
        try {
            start(name).sweep().sweep();
        } catch (Calamities.Killed | IllegalStateException failed) {
            // The next one follows in a minute.
        }
    }

    /** Lambda's asynchronous invocation: may be lost, late or doubled; retried twice at most, with the same request id. */
    private void invoke(FanOutTask task, Random random) {
        if (calamities.happens(random, 0.3)) {
            return;
        }
        int copies = calamities.happens(random, 0.1) ? 2 : 1;
        String id = "invocation-" + invocations++;
        for (int copy = 0; copy < copies; copy++) {
            String name = id + "-" + copy;
            simulation.spawn(Duration.ofMillis(20 + random.nextInt(2_000)), () -> attempt(task, id, name, 0, random));
        }
    }

    private void attempt(FanOutTask task, String id, String name, int attempt, Random random) {
        try {
            Node process = start(name + "-" + attempt);
            process.worker().run(task, id, simulation.now().plusSeconds(10 + invocations % 20));
        } catch (Calamities.Killed | RuntimeException failed) {
            if (attempt < 2 && !calamities.happens(random, 0.5)) {
                simulation.spawn(MINUTE.multipliedBy(attempt + 1L), () -> attempt(task, id, name, attempt + 1, random));
            }
        }
    }
}
