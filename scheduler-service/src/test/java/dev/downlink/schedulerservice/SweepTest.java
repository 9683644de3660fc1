package dev.downlink.schedulerservice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.TestClock;
import dev.downlink.channel.Channel;
import dev.downlink.channel.Retention;
import dev.downlink.channel.TestRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.connection.Connection;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.ConnectionCleanup;
import dev.downlink.delivery.DeliverySweep;
import dev.downlink.delivery.FanOutTask;
import dev.downlink.delivery.TestDelivery;
import dev.downlink.history.Draft;
import dev.downlink.history.InMemoryChannelHistory;
import dev.downlink.history.InMemoryHeads;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.ledger.InMemoryDeliveryLedger;
import dev.downlink.ledger.InMemoryPendingDeliveries;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SweepTest {

    private static final Channel LOBBY = TestRules.channel("chat:lobby", new Retention(10, Duration.ofHours(1)), 1);

    private final TestClock clock = new TestClock();
    private final InMemoryConnections connections = new InMemoryConnections(new InMemorySubscriptions(clock), clock);
    private final InMemoryHeads heads = new InMemoryHeads();
    private final InMemoryChannelHistory history = new InMemoryChannelHistory(heads, clock);
    private final InMemoryDeliveryLedger ledger = new InMemoryDeliveryLedger(heads, clock);
    private final InMemoryPendingDeliveries pending = new InMemoryPendingDeliveries(clock);
    private final List<FanOutTask> started = new ArrayList<>();
    private final Sweep sweep = new Sweep(
            new DeliverySweep(pending, ledger, started::add),
            new TestDelivery(clock).tokenSweep(),
            connections,
            new ConnectionCleanup(connections, started::add, new ParallelExecutor(Runnable::run)),
            clock);

    @Test
    void startsAWorkerForWhatNobodyDelivers() {
        ChannelShard shard = new ChannelShard(LOBBY.name(), 0);
        history.append(LOBBY, List.of(Draft.of(new Json("1"))), clock.instant())
                .forEach(appended -> ledger.advance(LOBBY, appended.position()));
        pending.mark(shard);

        assertThat(sweep.run()).isEqualTo(new SweepResult(1, 0, 0));

        assertThat(started).containsExactly(new FanOutTask.CatchUp(shard));
    }

    @Test
    void removesConnectionsWhoseTimeIsOver() {
        ConnectionId lost = open("lost");
        clock.advance(Connection.LIFETIME.plusMinutes(15));
        ConnectionId there = open("there");

        assertThat(sweep.run()).isEqualTo(new SweepResult(0, 1, 0));

        assertThat(connections.find(lost)).isEmpty();
        assertThat(connections.find(there)).isPresent();
        assertThat(sweep.run()).isEqualTo(new SweepResult(0, 0, 0));
    }

    private ConnectionId open(String name) {
        ConnectionId id = new ConnectionId(name);
        connections.open(new TestClient(id, clock.instant()).withSession().connection());
        return id;
    }
}
