package dev.downlink.schedulerservice.beat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import dev.downlink.delivery.DeliveryRefusedException;
import dev.downlink.delivery.post.PostResult;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ConnectionBeatTest {

    private final BeatFixture system = new BeatFixture();

    @Test
    void sendsAQuietConnectionACentrifugePing() {
        ConnectionId quiet = system.open("quiet");

        system.run(Duration.ofMinutes(10));

        assertThat(system.gateway.received(quiet)).isNotEmpty().containsOnly("{}");
    }

    @Test
    void leavesAConnectionWithTrafficAlone() {
        ConnectionId busy = system.open("busy");

        for (int minute = 0; minute < 30; minute++) {
            system.gateway.active(busy);
            system.runOnce();
        }

        assertThat(system.gateway.received(busy)).isEmpty();
        assertThat(system.gateway.looks()).isPositive();
    }

    @Test
    void asksAnOldConnectionToReconnectAndCloses() {
        ConnectionId old = system.open("old");

        system.run(Duration.ofMinutes(64));
        assertThat(system.gateway.closed()).isEmpty();
        system.run(Duration.ofMinutes(52));

        assertThat(system.gateway.received(old))
                .last()
                .isEqualTo("{\"push\":{\"disconnect\":{\"code\":3011,\"reason\":\"force reconnect\"}}}");
        assertThat(system.gateway.closed()).containsExactly(old);
    }

    @Test
    void speaksTheConnectionsDialect() {
        ConnectionId action = system.open(new TestClient(new ConnectionId("action"), system.clock.instant()));

        system.run(Duration.ofMinutes(116));

        assertThat(system.gateway.received(action))
                .last()
                .asString()
                .contains("\"type\":\"disconnected\"")
                .contains("3011");
    }

    @Test
    void removesAConnectionWhoseEndNobodyReported() {
        ConnectionId lost = system.open("lost");
        system.gateway.lose(lost);

        system.run(Duration.ofMinutes(10));

        assertThat(system.connections.find(lost)).isEmpty();
    }

    @Test
    void sendsOneBeatThoughARunIsRepeated() {
        ConnectionId quiet = system.open("quiet");

        for (int minute = 0; minute < 9; minute++) {
            system.runOnce(2);
        }

        assertThat(system.gateway.received(quiet)).hasSize(1);
    }

    @Test
    void beatsWhenTheGatewayCannotTellWhetherAConnectionIsQuiet() {
        system.open("quiet");
        system.run(Duration.ofMinutes(2));
        system.gateway.refuse(new PostResult.Throttled());

        BeatResult worst = new BeatResult(0, 0, 0, 0, 0);
        for (int minute = 0; minute < 7; minute++) {
            BeatResult result = system.runOnce();
            worst = result.failed() > 0 ? result : worst;
        }

        assertThat(worst).isEqualTo(new BeatResult(0, 0, 0, 1, 0));
    }

    @Test
    void failsWhenTheGatewayRefusesTheFunction() {
        system.open("quiet");
        system.run(Duration.ofMinutes(2));
        system.gateway.refuse(new PostResult.Refused(403, "Forbidden"));

        assertThatThrownBy(() -> system.run(Duration.ofMinutes(7))).isInstanceOf(DeliveryRefusedException.class);
    }

    @Test
    void readsNothingElseWithoutConnections() {
        assertThat(system.runOnce()).isEqualTo(new BeatResult(0, 0, 0, 0, 0));
        assertThat(system.gateway.looks()).isZero();
    }
}
