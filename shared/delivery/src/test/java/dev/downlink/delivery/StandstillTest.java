package dev.downlink.delivery;

import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.SubscriptionRepository;
import dev.downlink.delivery.FanOutTask.CatchUp;
import dev.downlink.delivery.post.PostResult;
import dev.downlink.ledger.ChannelShard;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Publication;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A process that stands still, as in a long collection of garbage, does not hold that against a slow connection. */
class StandstillTest {

    private static final Duration STANDSTILL = Duration.ofSeconds(25);

    private final DeliveryFixture fixture = new DeliveryFixture();

    @Test
    void withHistoryAConnectionIsClosedOnlyAfter30SecondsInWhichItWasTried() {
        ConnectionId stuck = fixture.subscriber("a", fixture.lobby);
        fixture.gateway.fate(stuck, any -> answer(new PostResult.Throttled()));
        fixture.appendOnly(fixture.lobby, 1);
        AtomicInteger finds = new AtomicInteger();
        SubscriptionRepository standingStill =
                Before.each(SubscriptionRepository.class, fixture.subscriptions, (method, args) -> {
                    if (method.equals("find") && finds.incrementAndGet() == 3) {
                        fixture.simulation.runUntil(fixture.now().plus(STANDSTILL));
                    }
                });
        Instant start = fixture.now();

        fixture.engine(standingStill, fixture.history, fixture.ledger)
                .worker()
                .run(new CatchUp(new ChannelShard(fixture.lobby.name(), 0)), "me", start.plusSeconds(120));

        assertThat(fixture.gateway.closed()).containsExactly(stuck);
        assertThat(Duration.between(start, fixture.now())).isBetween(Duration.ofSeconds(52), Duration.ofSeconds(60));
    }

    @Test
    void withoutHistoryAConnectionIsClosedOnlyAfter30SecondsInWhichItWasTried() {
        ConnectionId stuck = fixture.subscriber("a", fixture.train);
        fixture.gateway.fate(stuck, any -> answer(new PostResult.Throttled()));
        publishEverySecond(5);
        fixture.simulation.runUntil(fixture.now().plus(STANDSTILL));

        publishEverySecond(20);
        assertThat(fixture.gateway.closed()).isEmpty();
        publishEverySecond(6);

        assertThat(fixture.gateway.closed()).containsExactly(stuck);
    }

    private void publishEverySecond(int seconds) {
        for (int n = 0; n < seconds; n++) {
            Instant next = fixture.now().plusSeconds(1);
            Publication publication = new Publication(0, new Json("1"), null, Map.of(), fixture.now());
            fixture.engine.live().deliver(new ChannelPublication(fixture.train, publication));
            fixture.simulation.runUntil(next);
        }
    }
}
