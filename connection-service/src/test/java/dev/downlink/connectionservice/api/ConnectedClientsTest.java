package dev.downlink.connectionservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What one call may spend. */
class ConnectedClientsTest {

    private static final String ANN = "{\"user\":\"ann\"}";

    private final Api api = new Api();

    @AfterEach
    void stop() {
        api.close();
    }

    @Test
    void stopsInTimeForItsAnswerAndGoesOnWhenItIsRepeated() {
        connect(150);
        api.onPost(id(0), () -> api.clock.advance(Duration.ofSeconds(25)));

        assertThat(api.call("disconnect", ANN)).startsWith("{\"error\":{\"code\":100,");
        assertThat(api.delivery.connections.find(id(149))).isPresent();

        assertThat(api.call("disconnect", ANN)).isEqualTo(Api.DONE);
        assertThat(api.delivery.connections.ofUser("ann", null, 1).connections())
                .isEmpty();
    }

    @Test
    void reachesNoMoreThanTenThousandConnections() {
        connect(10_001);

        assertThat(api.call("refresh", ANN)).startsWith("{\"error\":{\"code\":106,");
        assertThat(api.received(id(9_999))).hasSize(1);
        assertThat(api.received(id(10_000))).isEmpty();
    }

    private void connect(int connections) {
        IntStream.range(0, connections)
                .forEach(number -> api.connected(id(number).value(), "ann"));
    }

    private static ConnectionId id(int number) {
        return new ConnectionId(String.format(Locale.ROOT, "c%05d", number));
    }
}
