package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.history.ChannelHistory;
import dev.downlink.history.Draft;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/**
 * Publishers and workers at work together over some stores, with {@link Chaos} in between, showing what must always hold.
 * Workers are started and retried as Lambda does it; subscribers come before and during it, as the session lets them in; more
 * of them are stuck than may be owed, and some end.
 */
final class BadDay {

    /** What the ports are backed by. */
    record Stores(
            ConnectionRepository connections,
            SubscriptionRepository subscriptions,
            ChannelHistory log,
            DeliveryLedger ledger) {}

    private static final int PUBLISHERS = 3;
    private static final int SHARDS = 2;
    private static final Duration LONGEST = Duration.ofSeconds(60);
    private static final ParallelExecutor SIDE_BY_SIDE = new ParallelExecutor();

    private final ChannelName channel = new ChannelName("chat:" + UUID.randomUUID());
    private final Clock clock = Clock.systemUTC();
    private final ChannelRules rules = TestRules.of(TestRules.withHistory("chat", SHARDS));
    private final Stores stores;
    private final Chaos chaos;
    private final int each;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger invocations = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final Publisher publisher;
    private final FanOutWorker worker;
    /** By connection, the offset that its subscribe reply covered. */
    private final Map<ConnectionId, Long> answered = new ConcurrentHashMap<>();

    private final List<ConnectionId> stuck;
    private final List<ConnectionId> ending;
    private final ConnectionId elsewhere;

    /**
     * Nobody dies, and no lease ends early.
     *
     * @param each how many publications each publisher publishes
     */
    static BadDay withoutDeaths(Stores stores, long seed, int each) {
        return new BadDay(stores, new Chaos(seed, 0, Duration.ZERO), each, Duration.ofSeconds(4));
    }

    /** Publishers and workers die, or lose their lease without knowing. */
    static BadDay withDeaths(Stores stores, long seed, int each) {
        Duration lease = Duration.ofMillis(700);
        return new BadDay(stores, new Chaos(seed, 0.003, lease.plusMillis(300)), each, lease);
    }

    private BadDay(Stores stores, Chaos chaos, int each, Duration lease) {
        this.stores = stores;
        this.chaos = chaos;
        this.each = each;
        ChannelHistory log = chaos.aroundStore(ChannelHistory.class, stores.log());
        DeliveryLedger ledger = chaos.aroundLedger(DeliveryLedger.class, stores.ledger());
        FanOutTrigger trigger = chaos.aroundStore(FanOutTrigger.class, this::invoke);
        this.publisher = new Publisher(rules, log, new CatchUpRequests(ledger, trigger, clock), trigger, clock);
        this.worker = new FanOutWorker(
                rules,
                chaos.aroundStore(ConnectionRepository.class, stores.connections()),
                chaos.aroundStore(SubscriptionRepository.class, stores.subscriptions()),
                log,
                ledger,
                chaos,
                trigger,
                SIDE_BY_SIDE,
                settings(lease),
                clock);
        this.stuck = names("stuck", 8);
        this.ending = names("ending", 3);
        this.elsewhere = new ConnectionId("elsewhere-" + channel.value());
    }

    private static FanOutSettings settings(Duration lease) {
        return new FanOutSettings(
                lease,
                lease.multipliedBy(4).dividedBy(10),
                Duration.ofMillis(300),
                Duration.ofMillis(20),
                Duration.ofMinutes(5),
                3,
                8,
                3,
                4);
    }

    private List<ConnectionId> names(String kind, int count) {
        return IntStream.range(0, count)
                .mapToObj(n -> new ConnectionId(kind + "-" + n + "-" + channel.value()))
                .toList();
    }

    /** Several at once: they mostly wait. */
    static void runAll(List<BadDay> days) {
        try (ExecutorService executor = Executors.newCachedThreadPool()) {
            CompletableFuture.allOf(days.stream()
                            .map(day -> CompletableFuture.runAsync(day::run, executor))
                            .toArray(CompletableFuture[]::new))
                    .join();
        }
    }

    /** Ends when everyone who is still there has got everything that was acknowledged. */
    private void run() {
        stuck.forEach(chaos::getsStuck);
        ending.forEach(chaos::willEnd);
        List<ConnectionId> early = names("early", 7);
        List.of(stuck, ending, early).forEach(some -> some.forEach(one -> subscribe(one, channel)));
        subscribe(elsewhere, new ChannelName(channel.value() + "-elsewhere"));
        List<CompletableFuture<Void>> publishers = IntStream.range(0, PUBLISHERS)
                .mapToObj(n -> CompletableFuture.runAsync(() -> publishAll("p" + n), threads))
                .toList();
        List<ConnectionId> late = names("late", 3);
        late.forEach(one -> subscribe(one, channel));
        publishers.forEach(CompletableFuture::join);

        // 7: the stuck ones delay nobody else.
        awaitAll(early, last() - 1);
        awaitAll(late, last() - 1);
        chaos.end();
        publish("the last one");
        assertThat(stores.log().head(channel).offset()).as(seed()).isEqualTo(last());
        awaitAll(stuck, last());
        awaitAll(early, last());
        awaitAll(late, last());
        await(seed()).atMost(LONGEST).until(() -> running.get() == 0);
        threads.shutdown();
    }

    private long last() {
        return PUBLISHERS * (long) each + 1;
    }

    private String seed() {
        return "seed " + chaos.seed();
    }

    private void awaitAll(Collection<ConnectionId> connections, long offset) {
        await(seed())
                .atMost(LONGEST)
                .untilAsserted(() -> assertThat(connections)
                        .allSatisfy(one -> assertThat(newest(one)).isGreaterThanOrEqualTo(offset)));
    }

    private long newest(ConnectionId connection) {
        return Math.max(
                known(connection),
                chaos.offsets(connection).stream()
                        .mapToLong(offset -> offset)
                        .max()
                        .orElse(0));
    }

    private long known(ConnectionId connection) {
        return Objects.requireNonNull(answered.get(connection));
    }

    /** What holds whoever dies. */
    void assertNobodyMissedAnythingOrWasForgotten() {
        for (ConnectionId connection : answered.keySet()) {
            List<Long> offsets = chaos.offsets(connection);
            // 1 and 3: no gap at subscribe, nothing acknowledged is lost. 2: nothing is skipped, to come later.
            long newest = known(connection);
            int repetitions = 0;
            for (int n = 0; n < offsets.size(); n++) {
                long offset = offsets.get(n);
                assertThat(offset).as("%s, %s: %s", seed(), connection, offsets).isLessThanOrEqualTo(newest + 1);
                repetitions += n > 0 && offset <= offsets.get(n - 1) ? 1 : 0;
                newest = Math.max(newest, offset);
            }
            // 4: what is there already comes again only where someone died.
            assertThat(repetitions)
                    .as("%s, %s: %s", seed(), connection, offsets)
                    .isLessThanOrEqualTo(chaos.interruptions());
        }
        // 5: who subscribes to another channel costs nothing and gets nothing.
        assertThat(chaos.offsets(elsewhere)).as(seed()).isEmpty();
        // 6: no ghosts.
        assertThat(ending).as(seed()).allSatisfy(one -> {
            assertThat(stores.connections().find(one)).isEmpty();
            assertThat(stores.subscriptions().channelsOf(one)).isEmpty();
        });
    }

    /** While nobody dies, each connection gets each publication once. */
    void assertNothingWasRepeated() {
        answered.keySet().stream()
                .filter(connection -> !connection.equals(elsewhere) && !ending.contains(connection))
                .forEach(connection -> {
                    List<Long> offsets = chaos.offsets(connection);
                    assertThat(offsets)
                            .as("%s, %s", seed(), connection)
                            .isEqualTo(LongStream.rangeClosed(offsets.getFirst(), last())
                                    .boxed()
                                    .toList());
                });
    }

    /** The session's recipe: the subscription first, then the head; what lies between is in the reply. */
    private void subscribe(ConnectionId id, ChannelName to) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(Duration.ofHours(1));
        stores.connections()
                .open(new Connection(
                        id,
                        Dialect.CENTRIFUGE,
                        Framing.LINES,
                        "",
                        null,
                        true,
                        now.minus(Duration.ofHours(1)),
                        expiresAt));
        long known = stores.log().head(to).offset();
        stores.subscriptions()
                .add(
                        new Subscription(to, id, Dialect.CENTRIFUGE, Framing.LINES, "", null, known, false, expiresAt),
                        SHARDS);
        answered.put(id, stores.log().head(to).offset());
    }

    private void publishAll(String name) {
        List<StreamPosition> positions = new ArrayList<>();
        for (int n = 0; n < each; n++) {
            WorkerTools.pause(chaos.silence());
            positions.add(publish(name + "-" + n));
        }
        assertThat(positions)
                .as(seed())
                .doesNotHaveDuplicates()
                .isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
    }

    /** Tries until it is acknowledged, as a client with an idempotency key does. */
    private StreamPosition publish(String key) {
        Draft draft = new Draft(new Json("\"" + key + "\""), null, Map.of(), key);
        while (true) {
            try {
                return Objects.requireNonNull(publisher.publish(channel, draft));
            } catch (Chaos.Killed | IllegalStateException failed) {
                // Its next attempt follows.
            }
        }
    }

    /** Lambda's asynchronous invocation: the same request id for each attempt. */
    private void invoke(FanOutTask task) {
        int number = invocations.incrementAndGet();
        running.incrementAndGet();
        threads.execute(() -> {
            boolean done = false;
            while (!done) {
                try {
                    // Some invocations have little time, and hand over.
                    worker.run(task, "invocation-" + number, clock.instant().plusSeconds(1 + number % 4));
                    done = true;
                } catch (Chaos.Killed | RuntimeException failed) {
                    WorkerTools.pause(Duration.ofMillis(50));
                }
            }
            running.decrementAndGet();
        });
    }
}
