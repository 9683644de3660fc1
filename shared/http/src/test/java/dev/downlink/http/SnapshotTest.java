package dev.downlink.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.crac.Core;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that goes on elsewhere, later, than where its connections were opened. */
class SnapshotTest {

    private final ScriptedServer server = ScriptedServer.start(null);
    private final AtomicInteger lookups = new AtomicInteger();
    private final ShiftedClock clock = new ShiftedClock();
    private final OriginClient client = new OriginClient(
            Origin.of(URI.create(server.url())),
            new HttpSettings(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofMinutes(1), 10, 1_000),
            clock,
            () -> {
                throw new AssertionError("plain");
            },
            host -> {
                lookups.incrementAndGet();
                return InetAddress.getAllByName(host);
            });

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void goesOnWithAConnectionAsLongAsTheProcessDoes() {
        get();
        get();

        assertThat(server.connections()).isEqualTo(1);
        assertThat(lookups).hasValue(1);
    }

    @Test
    void usesNothingOfBeforeWhenTheTimeOfDayHasJumped() {
        get();
        clock.shift(Duration.ofSeconds(3));
        get();

        assertThat(server.connections()).isEqualTo(2);
        assertThat(lookups).hasValue(2);
    }

    @Test
    void usesNothingOfBeforeAReset() {
        get();
        client.reset();
        get();

        assertThat(server.connections()).isEqualTo(2);
        assertThat(lookups).hasValue(2);
    }

    @Test
    void isToldBeforeTheSnapshotAndAfterEachRestore() {
        AtomicInteger told = new AtomicInteger();
        SnapshotHook hook = SnapshotHook.register(told::incrementAndGet);

        hook.beforeCheckpoint(Core.getGlobalContext());
        assertThat(told).hasValue(1);
        hook.afterRestore(Core.getGlobalContext());
        assertThat(told).hasValue(2);
    }

    private void get() {
        TestExchange exchange = TestExchange.get();
        client.send(exchange);
        assertThat(exchange.outcome().orTimeout(30, TimeUnit.SECONDS).join().status())
                .isEqualTo(200);
    }
}
