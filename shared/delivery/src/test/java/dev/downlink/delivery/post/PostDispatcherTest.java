package dev.downlink.delivery.post;

import static dev.downlink.delivery.simulation.SimulatedConnections.accepted;
import static dev.downlink.delivery.simulation.SimulatedConnections.answer;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.concurrent.EventLoop;
import dev.downlink.connection.ConnectionId;
import dev.downlink.delivery.simulation.SimulatedConnections;
import dev.downlink.delivery.simulation.Simulation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PostDispatcherTest {

    private static final Duration SLOW_AFTER = Duration.ofMillis(500);
    private static final ConnectionId A = new ConnectionId("a");
    private static final ConnectionId B = new ConnectionId("b");

    private final Simulation simulation = new Simulation();
    private final SimulatedConnections gateway = new SimulatedConnections(simulation, 1);
    private final EventLoop loop = simulation.create();
    private final ConcurrencyLimit limit = new ConcurrencyLimit(100);
    private final Recorder recorder = new Recorder();
    private final PostDispatcher<String> dispatcher = new PostDispatcher<>(gateway, limit, loop, recorder);

    /** Keeps what it hears. */
    private static final class Recorder implements PostListener<String> {
        private final Map<ConnectionId, DeliveryOutcome> outcomes = new HashMap<>();
        private final List<ConnectionId> late = new ArrayList<>();

        @Override
        public void late(PendingPosts<String> posts) {
            late.add(posts.connection());
        }

        @Override
        public void completed(PendingPosts<String> posts, DeliveryOutcome outcome) {
            outcomes.put(posts.connection(), outcome);
        }
    }

    @Test
    void postsTheFramesOfAConnectionInSequence() {
        gateway.usually(random -> accepted(random.nextInt(30)));
        send(A, "1", "2", "3", "4");
        send(B, "1", "2");

        finish();

        assertThat(gateway.received(A)).containsExactly("1", "2", "3", "4");
        assertThat(gateway.received(B)).containsExactly("1", "2");
        assertThat(recorder.outcomes)
                .containsOnly(
                        Map.entry(A, new DeliveryOutcome.Delivered()), Map.entry(B, new DeliveryOutcome.Delivered()));
    }

    @Test
    void keepsPostsInFlightWithinTheLimit() {
        gateway.usually(any -> accepted(20));
        IntStream.range(0, 1000).forEach(n -> send(new ConnectionId("c" + n), "x"));

        finish();

        assertThat(gateway.mostInFlight()).isLessThanOrEqualTo(100);
        assertThat(recorder.outcomes).hasSize(1000);
    }

    @Test
    void retriesAConnectionWhileOthersGoOn() {
        AtomicInteger posts = new AtomicInteger();
        gateway.fate(A, any -> posts.getAndIncrement() < 2 ? answer(new PostResult.Throttled()) : accepted(1));
        send(A, "1", "2");
        send(B, "1");

        finish();

        assertThat(gateway.received(A)).containsExactly("1", "2");
        assertThat(gateway.received(B)).containsExactly("1");
    }

    @Test
    void tellsThatAConnectionIsLateAndHowItEndedAfterAll() {
        gateway.fate(A, any -> accepted(2_000));
        send(A, "1");

        advanceUntil(simulation.now().plusMillis(600));
        assertThat(recorder.late).containsExactly(A);
        assertThat(recorder.outcomes).isEmpty();
        finish();

        assertThat(recorder.outcomes).containsEntry(A, new DeliveryOutcome.Delivered());
    }

    @Test
    void givesUpOnAConnectionThatFailsUntilItIsLate() {
        gateway.fate(A, any -> answer(new PostResult.Failed("503")));
        send(A, "1");

        finish();

        assertThat(recorder.outcomes).containsEntry(A, new DeliveryOutcome.Failed(false));
        assertThat(gateway.posts(A)).isBetween(3, 6);
    }

    @Test
    void skipsAFrameThatIsInvalid() {
        AtomicInteger posts = new AtomicInteger();
        gateway.fate(A, any -> posts.getAndIncrement() == 0 ? answer(new PostResult.InvalidFrame("413")) : accepted(1));
        send(A, "1", "2");

        finish();

        assertThat(gateway.received(A)).containsExactly("2");
        assertThat(recorder.outcomes).containsEntry(A, new DeliveryOutcome.Delivered());
    }

    @Test
    void tellsGoneAndRefusedAtOnce() {
        gateway.fate(A, any -> answer(new PostResult.Gone()));
        gateway.fate(B, any -> answer(new PostResult.Refused(403, "Forbidden")));
        send(A, "1");
        send(B, "1");

        finish();

        assertThat(recorder.outcomes)
                .containsEntry(A, new DeliveryOutcome.Gone())
                .containsEntry(B, new DeliveryOutcome.Refused(403, "Forbidden"));
    }

    @Test
    void startsNothingAfterItsTime() {
        dispatcher.noPostAfter(simulation.now());
        send(A, "1");

        advanceUntil(simulation.now().plusSeconds(1));

        assertThat(gateway.posts(A)).isZero();
    }

    @Test
    void returnsWhatIsWithdrawnAndFreesTheLimitAllTheSame() {
        gateway.usually(any -> accepted(2_000));
        IntStream.range(0, 200).forEach(n -> send(new ConnectionId("c" + n), "x"));
        advanceUntil(simulation.now().plusMillis(10));

        Map<PendingPosts<String>, PostResult> answers = new HashMap<>();
        List<PendingPosts<String>> withdrawn = dispatcher.withdraw(answers::put);

        assertThat(withdrawn).hasSize(200);
        assertThat(withdrawn.stream().filter(dispatcher::isInFlight)).hasSize(64);
        simulation.runUntil(simulation.now().plusSeconds(3));
        assertThat(answers).hasSize(64);
        assertThat(answers.keySet()).allMatch(posts -> posts.through() == 1);
        assertThat(limit.tryAcquire()).isTrue();
    }

    @Test
    void nobodyIsLateWhileTheAccountIsThrottled() {
        gateway.usually(any -> answer(new PostResult.Throttled()));
        IntStream.range(0, 30).forEach(n -> send(new ConnectionId("c" + n), "x"));

        advanceUntil(simulation.now().plusSeconds(20));

        assertThat(recorder.late).isEmpty();
        assertThat(recorder.outcomes).isEmpty();
        gateway.usually(any -> accepted(5));
        finish();
        assertThat(recorder.outcomes.values()).containsOnly(new DeliveryOutcome.Delivered());
    }

    private void send(ConnectionId connection, String... frames) {
        dispatcher.add(new PendingPosts<>(
                "subject",
                connection,
                IntStream.range(0, frames.length)
                        .mapToObj(n -> new PackedFrame(new Frame(frames[n].getBytes(StandardCharsets.UTF_8)), n + 1))
                        .toList(),
                0,
                SLOW_AFTER));
    }

    private void finish() {
        Instant end = simulation.now().plusSeconds(30);
        while (!dispatcher.isIdle() && simulation.now().isBefore(end)) {
            dispatcher.advance(end);
        }
    }

    private void advanceUntil(Instant until) {
        while (simulation.now().isBefore(until)) {
            dispatcher.advance(until);
        }
    }
}
