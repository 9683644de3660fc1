package dev.downlink.schedulerservice.beat;

import dev.downlink.TestClock;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.concurrent.TestEventLoops;
import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.InMemoryConnections;
import dev.downlink.connection.InMemorySubscriptions;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.ConnectionCleanup;
import java.time.Duration;
import java.time.Instant;

/** The beat over a registry in memory and a simulated gateway, by one clock. */
final class BeatFixture {

    static final Duration MINUTE = Duration.ofMinutes(1);

    final TestClock clock = new TestClock();
    final SimulatedGateway gateway = new SimulatedGateway(clock);
    final InMemoryConnections connections = new InMemoryConnections(new InMemorySubscriptions(clock), clock);
    private final ParallelExecutor parallel = new ParallelExecutor(Runnable::run);
    private final ConnectionBeat beat = new ConnectionBeat(
            connections,
            connections,
            new ConnectionCleanup(connections, task -> {}, parallel),
            gateway,
            gateway,
            parallel,
            new TestEventLoops(clock),
            new BeatSettings(Duration.ofMinutes(10), Duration.ofHours(2)));

    ConnectionId open(String name) {
        return open(new TestClient(new ConnectionId(name), clock.instant()).withSession());
    }

    ConnectionId open(TestClient client) {
        connections.open(client.connection());
        gateway.open(client.id());
        return client.id();
    }

    /** Runs the beat every minute for so long. */
    void run(Duration duration) {
        for (Duration ran = Duration.ZERO; ran.compareTo(duration) < 0; ran = ran.plus(MINUTE)) {
            runOnce();
        }
    }

    BeatResult runOnce() {
        return runOnce(1);
    }

    /** Runs the beat, so often; the next run is a minute after this one, however long this one took. */
    BeatResult runOnce(int times) {
        Instant scheduled = clock.instant();
        BeatResult result = beat.run(scheduled);
        for (int repeated = 1; repeated < times; repeated++) {
            beat.run(scheduled);
        }
        clock.advance(Duration.between(clock.instant(), scheduled.plus(MINUTE)));
        return result;
    }
}
