package dev.downlink.local.e2e;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.local.aws.Tasks;
import dev.downlink.local.e2e.StayingClient.Ending;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Clients that stay, where API Gateway allows 5 s of idleness and 20 s of life: a day in fast motion. {@code
 * -Ddownlink.day=PT5M} has it last so long, with more clients, and checks how reconnects are spread.
 */
final class ConnectionDayIT {

    private static final Duration IDLE = Duration.ofSeconds(5);
    private static final Duration LIFETIME = Duration.ofSeconds(20);
    private static final Duration BEAT_INTERVAL = IDLE.dividedBy(10);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    private static final Duration DAY = Duration.parse(System.getProperty("downlink.day", "PT0S"));
    private static final int CLIENTS = DAY.isZero() ? 12 : 240;

    private static final SystemUnderTest SYSTEM =
            SystemUnderTest.start(SystemUnderTest.newFolder(), 0, false, IDLE, LIFETIME);

    private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(4);
    private final ScheduledExecutorService reconnects = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger runs = new AtomicInteger();
    private final String busy = "chat:busy" + System.nanoTime();
    private final String quiet = "chat:quiet" + System.nanoTime();

    @AfterEach
    void stopClients() {
        timer.shutdownNow();
        reconnects.shutdownNow();
    }

    @AfterAll
    static void stop() {
        SYSTEM.stop();
    }

    @Test
    void losesNothingWhenTheGatewayCutsConnections() {
        List<StayingClient> clients = clients();

        day(clients, () -> endings(clients).anyMatch(ending -> !ending.asked() && ending.code() == 1001));

        assertThat(clients).allSatisfy(client -> assertThat(client.beats()).isZero());
    }

    @Test
    void losesNothingWhenTheBeatKeepsConnectionsAndSpreadsReconnects() {
        // Its first start takes longer than a run.
        beat();
        Tasks.runEvery(timer, BEAT_INTERVAL, () -> timer.execute(this::beat));
        List<StayingClient> clients = clients();

        day(
                clients,
                () -> clients.stream().anyMatch(client -> client.beats() > 0)
                        && endings(clients).anyMatch(Ending::asked));

        if (!DAY.isZero()) {
            assertThat((double) largestSecond(clients)).isLessThanOrEqualTo(3 * mean(clients));
        }
    }

    /** Publishes all day, and then compares what each client has with what was published. */
    private void day(List<StayingClient> clients, Callable<Boolean> mayEnd) {
        Tasks.runEvery(timer, Duration.ofMillis(500), () -> SYSTEM.publish(busy, "1"));
        Awaitility.await().pollDelay(DAY).atMost(DAY.plus(PATIENCE)).until(mayEnd);
        timer.shutdownNow();
        report(clients);

        long busyHead = SYSTEM.publish(busy, "\"last\"");
        long quietHead = SYSTEM.publish(quiet, "\"last\"");

        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() ->
                        assertThat(clients).extracting(StayingClient::offset).containsOnly(busyHead, quietHead));
        clients.forEach(StayingClient::stop);
        assertThat(clients).allSatisfy(client -> assertThat(client.lost()).isZero());
    }

    private List<StayingClient> clients() {
        List<StayingClient> clients = IntStream.range(0, CLIENTS)
                .mapToObj(n -> new StayingClient(SYSTEM.webSocket(""), n % 2 == 0 ? busy : quiet, reconnects))
                .toList();
        clients.forEach(StayingClient::connect);
        Awaitility.await().atMost(PATIENCE).until(() -> clients.stream().allMatch(StayingClient::subscribed));
        return clients;
    }

    private void beat() {
        Instant run = Instant.EPOCH.plus(BEAT_INTERVAL.multipliedBy(runs.getAndIncrement()));
        SYSTEM.invoke("scheduler-service-beat", "{\"scheduledTime\":\"" + run + "\"}");
    }

    private static void report(List<StayingClient> clients) {
        System.out.printf(
                "%d clients: %d connections ended, %d of them asked to reconnect; largest second %d, mean %.1f; %d beats%n",
                clients.size(),
                endings(clients).count(),
                endings(clients).filter(Ending::asked).count(),
                largestSecond(clients),
                mean(clients),
                clients.stream().mapToInt(StayingClient::beats).sum());
    }

    private static long largestSecond(List<StayingClient> clients) {
        Map<Long, Long> bySecond =
                endings(clients).collect(groupingBy(ending -> ending.at().getEpochSecond(), counting()));
        return bySecond.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    /** A second. */
    private static double mean(List<StayingClient> clients) {
        return endings(clients).count() / Math.max(1.0, (double) DAY.toSeconds());
    }

    private static Stream<Ending> endings(List<StayingClient> clients) {
        return clients.stream().flatMap(client -> client.endings().stream());
    }
}
