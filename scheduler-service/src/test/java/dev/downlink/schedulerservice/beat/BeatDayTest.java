package dev.downlink.schedulerservice.beat;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.connection.ConnectionId;
import dev.downlink.connection.TestClient;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A working day of quiet clients that all came at once, by a test's clock. Each reconnects when it is asked to. */
class BeatDayTest {

    private static final int CLIENTS = 2000;
    private static final Duration DAY = Duration.ofHours(8);

    private final BeatFixture system = new BeatFixture();
    private final Map<ConnectionId, Instant> opened = new HashMap<>();
    private final List<Instant> reconnects = new ArrayList<>();
    private int number;

    @Test
    void keepsEveryConnectionUntilItReconnectsAndSpreadsReconnects() {
        Instant start = system.clock.instant();
        for (int client = 0; client < CLIENTS; client++) {
            open();
        }

        while (system.clock.instant().isBefore(start.plus(DAY))) {
            int closed = system.gateway.closed().size();
            system.runOnce();
            system.gateway
                    .closed()
                    .subList(closed, system.gateway.closed().size())
                    .forEach(this::reconnect);
            assertThat(system.gateway.cut()).as("cut by the gateway").isEmpty();
        }

        assertThat(opened).hasSize(CLIENTS);
        Map<Long, Long> byMinute = reconnects.stream()
                .collect(groupingBy(at -> Duration.between(start, at).toMinutes(), counting()));
        double mean = (double) reconnects.size() / DAY.toMinutes();
        assertThat(byMinute.values())
                .allSatisfy(count -> assertThat((double) count).isLessThan(3 * mean));
    }

    private void open() {
        ConnectionId id = new ConnectionId("c%06d".formatted(number++));
        system.open(new TestClient(id, system.clock.instant()).withSession());
        opened.put(id, system.clock.instant());
    }

    private void reconnect(ConnectionId id) {
        opened.remove(id);
        system.connections.remove(id);
        reconnects.add(system.clock.instant());
        open();
    }
}
