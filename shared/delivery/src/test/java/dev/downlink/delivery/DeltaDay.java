package dev.downlink.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.TestRules;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.SimulatedProcesses.Node;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.StreamPosition;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A {@link SimulatedDay} of subscribers with delta, which come, go, and recover: each one decodes what was published, whatever
 * goes wrong. No post arrives later than {@code lease-margin} after it started.
 */
final class DeltaDay {

    private static final int PUBLISHERS = 2;
    private static final int EACH = 20;
    private static final int CLIENTS = 9;
    private static final Duration TROUBLE = Duration.ofMinutes(4);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MINUTES = 12;

    /** A mechanism that a day does without, to see that the day notices. */
    enum Missing {
        NOTHING,
        /** What a dead holder saved counts as all that it delivered. */
        EXACTNESS,
        /** Publications are pushed before the reply. */
        JOINING,
        /** Whatever has no answer is posted again although it may still arrive. */
        MARGIN
    }

    private final long seed;
    private final Simulation simulation = new Simulation();
    private final Calamities calamities = new Calamities(simulation, false);
    private final SimulatedConnections gateway;
    private final SimulatedStores stores = SimulatedStores.inMemory(simulation.clock());
    private final Channel lobby = new Channel(new ChannelName("chat:lobby"), TestRules.withHistory("chat", 2));
    private final SimulatedProcesses processes;
    private final DeltaSession session;
    private final Map<Long, Json> decoded = new TreeMap<>();
    private final Instant calm = simulation.now().plus(TROUBLE);
    private final Instant end = simulation.now().plus(MINUTE.multipliedBy(MINUTES));
    private int changes;
    private int upToDate;

    DeltaDay(long seed, Missing missing) {
        this.seed = seed;
        this.gateway = new SimulatedConnections(simulation, seed);
        SimulatedStores seen = missing == Missing.EXACTNESS
                ? stores.with(() -> ExactProgress.of(stores.ledger().get()), stores.connections())
                : stores;
        Duration margin = missing == Missing.MARGIN ? Duration.ofMillis(2_500) : Duration.ofSeconds(9);
        this.processes = new SimulatedProcesses(seed, simulation, calamities, gateway, seen, settings(margin));
        this.session = new DeltaSession(simulation, calamities, gateway, stores, lobby, missing != Missing.JOINING);
    }

    /** @param leaseMargin posts arrive up to 8 s late */
    private static DeliverySettings settings(Duration leaseMargin) {
        return new DeliverySettings(
                Duration.ofSeconds(20),
                leaseMargin,
                Duration.ofSeconds(5),
                Duration.ofMillis(300),
                Duration.ofMillis(500),
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                20,
                256,
                4,
                5);
    }

    void run() {
        gateway.usually(calamities::fate);
        calamities.refusals(gateway, new Random(seed), TROUBLE);
        for (int n = 0; n < PUBLISHERS; n++) {
            String name = "publisher-" + n;
            simulation.spawn(Duration.ofMillis(10L * n), () -> publishAll(name));
        }
        for (int n = 0; n < CLIENTS; n++) {
            String name = "client-" + n;
            simulation.spawn(Duration.ofMillis(7L * n), () -> live(name));
        }
        processes.sweepEachMinute(MINUTES - 1);
        simulation.after(TROUBLE, calamities::end);
        simulation.runUntil(end.plusSeconds(1));
    }

    /** One connection after the other, each of which recovers from where the one before ended. */
    private void live(String name) {
        Random random = new Random(seed + name.hashCode());
        StreamPosition position = head();
        for (int n = 0; simulation.now().isBefore(end); n++) {
            ConnectionId id = new ConnectionId(name + "-" + n);
            DeltaClient client = new DeltaClient(position.offset());
            boolean last = simulation.now().isAfter(calm);
            if (session.subscribe(id, client, position, random)) {
                Duration stay = Duration.ofMillis(random.nextInt(40_000));
                simulation.sleep(last ? Duration.between(simulation.now(), end) : stay);
                gateway.received(id).stream().skip(1).forEach(client::receive);
            }
            simulation.sleep(Duration.ofMillis(200));
            stores.connections().remove(id);
            client.decoded()
                    .forEach((offset, json) -> assertThat(decoded.merge(offset, json, (one, other) -> other))
                            .as(toString())
                            .isEqualTo(json));
            changes += client.changes();
            position = new StreamPosition(client.offset(), position.epoch());
        }
        assertThat(position.offset()).as("%s %s", this, name).isEqualTo(head().offset());
        upToDate++;
    }

    private StreamPosition head() {
        return stores.history().get().head(lobby);
    }

    private void publishAll(String name) {
        Random random = new Random(seed + name.hashCode());
        Node[] process = {processes.start(name)};
        for (int n = 0; n < EACH; n++) {
            simulation.sleep(Duration.ofMillis(random.nextInt(random.nextBoolean() ? 300 : 22_000)));
            processes.publish(process, lobby, name + "-" + n, draft(name + "-" + n, random));
        }
    }

    private static Draft draft(String key, Random random) {
        String data = "{\"key\":\"%s\",\"text\":\"%s\",\"n\":%d}"
                .formatted(key, "Grüße an alle, ".repeat(5), random.nextInt());
        Draft draft = new Draft(new Json(data), null, Map.of(), new IdempotencyKey.Named(key));
        return random.nextInt(8) == 0 ? draft : draft.eligibleForDelta();
    }

    void assertPromises() {
        Map<Long, Json> published = new TreeMap<>();
        stores.history()
                .get()
                .read(lobby.name(), new StreamPosition(0, head().epoch()), head().offset())
                .forEach(one -> published.put(one.offset(), one.data()));
        assertThat(published).as(toString()).hasSize(PUBLISHERS * EACH);
        assertThat(published).as(toString()).containsAllEntriesOf(decoded);
        assertThat(decoded).as("%s: almost all were received by someone", this).hasSizeGreaterThan(EACH);
        assertThat(upToDate).as(toString()).isEqualTo(CLIENTS);
    }

    /** How many publications came as changes. */
    int changes() {
        return changes;
    }

    @Override
    public String toString() {
        return "seed " + seed;
    }
}
