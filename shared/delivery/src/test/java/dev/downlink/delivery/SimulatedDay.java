package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.ConnectionRepository;
import dev.downlink.connection.Subscription;
import dev.downlink.delivery.SimulatedProcesses.Node;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.DeliveryLedger;
import dev.downlink.protocol.Dialect;
import dev.downlink.protocol.Framing;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Publishers, workers and sweeps at work together on a few channels, in virtual time, while everything goes wrong: processes
 * are killed or stand still, stores fail, invocations are lost, start late or come twice, posts are throttled, refused or
 * arrive late, clients stop reading for a while or end. The last publications fall into that time; then all becomes calm, and
 * what is left undone is up to the sweep. Everything follows from the seed.
 */
final class SimulatedDay {

    private static final int PUBLISHERS = 3;
    private static final int EACH = 14;
    /** Clients stop reading until then: longer than most publishers publish. */
    private static final Duration STALLS = Duration.ofSeconds(80);
    /** Everything else goes wrong until then: also most retries of what went wrong while something was published. */
    private static final Duration TROUBLE = Duration.ofMinutes(4);

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 12;

    private static final Duration CLOSE_AFTER = DeliveryFixture.SETTINGS.closeAfter();

    private final long seed;
    private final Missing missing;
    private final Simulation simulation = new Simulation();
    private final Calamities calamities;
    private final SimulatedConnections gateway;
    private final ChannelRules rules = TestRules.of(TestRules.withHistory("chat", 2), TestRules.withHistory("wide", 4));
    /** Several pages of subscribers a shard: its publishers hand over to workers. */
    private final Channel lobby = channel("chat:lobby");
    /** A page a shard at most: its publishers deliver unless someone is slow. */
    private final Channel corner = channel("chat:corner");
    /** More shards than a publisher delivers to. */
    private final Channel hall = channel("wide:hall");

    private final List<Channel> channels = List.of(lobby, corner, hall);
    private final Channel elsewhere = channel("chat:elsewhere");
    private final SimulatedStores stores;
    private final Supplier<DeliveryLedger> ledger;
    private final ExpiredLeases expiredLeases = new ExpiredLeases();
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final List<ConnectionId> ending = new ArrayList<>();
    private final Map<Channel, Long> published = new HashMap<>();
    private final SimulatedProcesses processes;

    /** A mechanism that a day does without, to see that the day notices. */
    enum Missing {
        NOTHING,
        FENCING,
        CLEANUP,
        SWEEP
    }

    /** @param from the reply to its subscription had everything up to this offset */
    private record Subscriber(ConnectionId connection, Channel channel, long from) {}

    /** @param calm nobody dies or stands still, and no answer is lost or late */
    SimulatedDay(long seed, boolean calm, Missing missing) {
        this(seed, calm, missing, SimulatedStores::inMemory);
    }

    SimulatedDay(long seed, boolean calm, Missing missing, Function<Clock, SimulatedStores> stores) {
        this.seed = seed;
        this.gateway = new SimulatedConnections(simulation, seed);
        this.calamities = new Calamities(simulation, calm);
        this.missing = missing;
        this.stores = stores.apply(simulation.clock());
        this.ledger = missing == Missing.FENCING
                ? unfenced()
                : () -> expiredLeases.counting(this.stores.ledger().get());
        this.processes = new SimulatedProcesses(
                seed,
                simulation,
                calamities,
                gateway,
                this.stores.with(ledger, missing == Missing.CLEANUP ? unused() : this.stores.connections()),
                DeliveryFixture.SETTINGS);
    }

    private Supplier<DeliveryLedger> unfenced() {
        DeliveryLedger shared =
                new UnfencedLedger(expiredLeases.counting(stores.ledger().get()));
        return () -> shared;
    }

    private Channel channel(String name) {
        return rules.find(new ChannelName(name)).orElseThrow();
    }

    /** A registry from which removing removes nothing that anyone knows. */
    private ConnectionRepository unused() {
        return SimulatedStores.inMemory(simulation.clock()).connections();
    }

    void run() {
        Random random = new Random(seed);
        IntStream.range(0, 6).forEach(n -> subscribe("a" + n, lobby));
        IntStream.range(0, 2).forEach(n -> subscribe("b" + n, corner));
        IntStream.range(0, 6).forEach(n -> subscribe("c" + n, hall));
        // Clients that stop reading again and again, never long enough to be closed by themselves.
        IntStream.range(0, 4).forEach(n -> fate("m" + n, lobby, calamities.moody(random, STALLS)));
        IntStream.range(0, 2).forEach(n -> fate("n" + n, corner, calamities.moody(random, STALLS)));
        IntStream.range(0, 4).forEach(n -> fate("o" + n, hall, calamities.moody(random, STALLS)));
        // One that never reads.
        fate("stuck", lobby, any -> SimulatedConnections.answer(new PostResult.Throttled()));
        for (Channel channel : channels) {
            ConnectionId gone = new ConnectionId("gone-" + channel.name());
            gateway.fate(gone, any -> SimulatedConnections.answer(new PostResult.Gone()));
            subscribe(gone.value(), channel);
            ending.add(gone);
        }
        subscribe("elsewhere", elsewhere);
        gateway.usually(calamities::fate);
        calamities.refusals(gateway, random, STALLS);
        for (int n = 0; n < PUBLISHERS; n++) {
            String name = "publisher-" + n;
            simulation.spawn(Duration.ofMillis(random.nextInt(500)), () -> publishAll(name));
        }
        for (int n = 0; n < 6; n++) {
            String name = "z" + n;
            Channel channel = channels.get(n % channels.size());
            simulation.spawn(Duration.ofMillis(random.nextInt(30_000)), () -> subscribe(name, channel));
        }
        if (missing != Missing.SWEEP) {
            processes.sweepEachMinute(MINUTES - 1);
        }
        simulation.after(TROUBLE, calamities::end);
        simulation.runUntil(simulation.now().plus(MINUTE.multipliedBy(MINUTES)));
    }

    private void fate(String name, Channel channel, Function<Random, SimulatedConnections.Fate> fate) {
        gateway.fate(new ConnectionId(name), fate);
        subscribe(name, channel);
    }

    /** The session's recipe: the subscription first, then the head; what lies between is in the reply. */
    private void subscribe(String name, Channel to) {
        ConnectionId id = new ConnectionId(name);
        Instant opened = simulation.now().minus(Duration.ofMinutes(10));
        Instant expires = opened.plus(Connection.LIFETIME);
        stores.connections()
                .open(new Connection(id, Dialect.CENTRIFUGE, Framing.LINES, "", null, true, opened, expires));
        long known = head(to);
        stores.subscriptions()
                .add(
                        new Subscription(
                                to.name(), id, Dialect.CENTRIFUGE, Framing.LINES, "", null, known, false, expires),
                        to.shards());
        subscribers.add(new Subscriber(id, to, head(to)));
    }

    private long head(Channel channel) {
        return stores.history().get().head(channel).offset();
    }

    private void publishAll(String name) {
        Random random = new Random(seed + name.hashCode());
        Map<Channel, Long> last = new HashMap<>();
        Node[] process = {processes.start(name)};
        for (int n = 0; n < EACH; n++) {
            simulation.sleep(Duration.ofMillis(random.nextInt(6_000)));
            Channel channel = channels.get(random.nextInt(channels.size()));
            long offset = publish(process, channel, name + "-" + n).offset();
            assertThat(offset).as(toString()).isGreaterThan(last.getOrDefault(channel, 0L));
            last.put(channel, offset);
            published.merge(channel, 1L, Long::sum);
        }
    }

    private StreamPosition publish(Node[] process, Channel channel, String key) {
        Draft draft = new Draft(new Json("\"" + key + "\""), null, Map.of(), new IdempotencyKey.Named(key));
        return processes.publish(process, channel, key, draft);
    }

    /** What holds whoever dies. */
    void assertPromises() {
        assertThat(published.values().stream().mapToLong(Long::longValue).sum())
                .as(toString())
                .isEqualTo(PUBLISHERS * EACH);
        for (Channel channel : channels) {
            assertThat(head(channel)).as("%s %s", this, channel.name()).isEqualTo(published.getOrDefault(channel, 0L));
        }
        subscribers.forEach(this::assertPromises);
        assertThat(ledger.get().undelivered(shards())).as(toString()).isEmpty();
        assertThat(gateway.disconnected())
                .as("%s: only who accepts nothing for half a minute is closed", this)
                .allSatisfy(one -> assertThat(one.silent()).isGreaterThanOrEqualTo(CLOSE_AFTER));
        assertNoGhosts();
    }

    private List<ChannelShard> shards() {
        return channels.stream()
                .flatMap(channel ->
                        IntStream.range(0, channel.shards()).mapToObj(shard -> new ChannelShard(channel.name(), shard)))
                .toList();
    }

    private void assertPromises(Subscriber subscriber) {
        ConnectionId connection = subscriber.connection();
        List<Long> offsets = gateway.offsets(connection);
        String description = "%s %s %s".formatted(this, subscriber, offsets);
        if (ending.contains(connection) || subscriber.channel().equals(elsewhere)) {
            assertThat(offsets).as(description).isEmpty();
            return;
        }
        // No gap at subscribe, nothing acknowledged lost, nothing skipped to come later.
        long newest = subscriber.from();
        for (long offset : offsets) {
            assertThat(offset).as(description).isLessThanOrEqualTo(newest + 1);
            newest = Math.max(newest, offset);
        }
        if (!gateway.closed().contains(connection)) {
            assertThat(newest).as(description).isEqualTo(head(subscriber.channel()));
        }
        ChannelShard shard = new ChannelShard(
                subscriber.channel().name(),
                Subscription.shardOf(connection, subscriber.channel().shards()));
        assertThat(repetitions(offsets))
                .as("%s: no repetition but for expired leases and late posts", description)
                .isLessThanOrEqualTo(expiredLeases.of(shard) + gateway.late(connection));
    }

    /** How often a connection was sent again what it had. */
    private static long repetitions(List<Long> offsets) {
        return IntStream.range(1, offsets.size())
                .filter(n -> offsets.get(n) <= offsets.get(n - 1))
                .count();
    }

    /** Who is gone is found by the next publication, if it was not removed before. */
    private void assertNoGhosts() {
        Node[] process = {processes.start("epilogue")};
        simulation.spawn(
                Duration.ZERO,
                () -> channels.forEach(channel -> publish(process, channel, "epilogue " + channel.name())));
        simulation.runUntil(simulation.now().plus(MINUTE));
        List<ConnectionId> ended = new ArrayList<>(ending);
        ended.addAll(gateway.closed());
        assertThat(ended).as(toString()).allSatisfy(one -> {
            assertThat(stores.connections().find(one)).isEmpty();
            assertThat(stores.subscriptions().channelsOf(one)).isEmpty();
        });
    }

    /** What holds while nobody dies or stands still and no post arrives late. */
    void assertPromisesOfCalmDays() {
        for (Subscriber subscriber : subscribers) {
            assertThat(gateway.offsets(subscriber.connection()))
                    .as("%s %s: each publication comes once", this, subscriber)
                    .doesNotHaveDuplicates();
        }
        assertThat(gateway.disconnected())
                .as("%s: only who is tried for half a minute is closed", this)
                .allSatisfy(one -> assertThat(one.stalled()).isGreaterThanOrEqualTo(CLOSE_AFTER));
    }

    /** Differs between days on which a client got another frame, or at another time. */
    long trace() {
        return gateway.trace();
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
