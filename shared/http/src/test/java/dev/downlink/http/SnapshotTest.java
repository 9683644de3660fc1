package dev.downlink.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.amazonaws.services.lambda.crac.CheckpointException;
import com.amazonaws.services.lambda.crac.Core;
import com.amazonaws.services.lambda.crac.RestoreException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A process that goes on elsewhere, later, than where its connections were opened. */
class SnapshotTest {

    private final ScriptedServer server = ScriptedServer.start(null);
    private volatile Duration jumpInLookup = Duration.ZERO;
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
                clock.shift(jumpInLookup);
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
    void looksUpOnceThoughTheTimeOfDayJumpsMeanwhile() {
        jumpInLookup = Duration.ofSeconds(3);

        get();

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
    void usesNothingOfBeforeASnapshotAfterIt() throws Exception {
        get();
        takeSnapshot();
        int connectionsBefore = server.connections();
        int lookupsBefore = lookups.get();
        restore();
        get();

        assertThat(server.connections()).isEqualTo(connectionsBefore + 1);
        assertThat(lookups).hasValue(lookupsBefore + 1);
    }

    @Test
    void dropsWhatWasOpenedBetweenTheSnapshotAndTheRestore() throws Exception {
        takeSnapshot();
        get();
        restore();
        int connectionsBefore = server.connections();
        get();

        assertThat(server.connections()).isEqualTo(connectionsBefore + 1);
    }

    @Test
    void makesARequestBeforeASnapshotSoThatMuchIsInitializedAfterIt() throws Exception {
        takeSnapshot();

        assertThat(server.requests())
                .singleElement()
                .satisfies(request -> assertThat(request.method()).isEqualTo("HEAD"));
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void aHookLastsAsLongAsItsClient() throws Exception {
        System.gc();
        takeSnapshot();

        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void anOriginThatIsNotThereFailsNoSnapshot() {
        server.close();

        assertThatCode(SnapshotTest::takeSnapshot).doesNotThrowAnyException();
    }

    /** As the runtime of Lambda does. */
    private static void takeSnapshot() throws CheckpointException {
        try {
            Core.getGlobalContext().beforeCheckpoint(null);
        } catch (UnsatisfiedLinkError afterTheHooks) {
            // The runtime clears the C library's DNS cache last, through a native library that is not needed here.
        }
    }

    private static void restore() throws RestoreException {
        Core.getGlobalContext().afterRestore(null);
    }

    private void get() {
        TestExchange exchange = TestExchange.get();
        client.send(exchange);
        assertThat(exchange.outcome().orTimeout(30, TimeUnit.SECONDS).join().status())
                .isEqualTo(200);
    }
}
