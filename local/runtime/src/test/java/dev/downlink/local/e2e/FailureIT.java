package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.downlink.local.gateway.websocket.ManagementFault;
import dev.downlink.local.lambda.AsyncFault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What was acknowledged arrives, in order, whatever fails on the way. */
final class FailureIT {

    private final SystemUnderTest system = SystemUnderTest.shared();

    @Test
    void deliversEverythingInOrderThoughTheWorkerIsKilled() {
        String channel = "chat:kill" + System.nanoTime();
        try (var reader = system.connect("")) {
            subscribe(reader, channel);
            // Longer than a publisher delivers itself: a worker takes over.
            system.faults().connections().set(ManagementFault.delay(Duration.ofMillis(400)));
            List<Long> acknowledged = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                acknowledged.add(system.publish(channel, "{\"n\":" + i + "}"));
                if (i == 20 || i == 40) {
                    // A worker killed before has a successor only after its invocation is tried again.
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(30))
                            .until(() -> system.kill("dev.downlink.chatservice.FanOutHandler") > 0);
                }
            }

            List<Long> received = firstSeen(reader, channel, acknowledged.size());

            assertThat(received).containsExactlyElementsOf(acknowledged);
        } finally {
            system.faults().clear();
        }
    }

    @Test
    void deliversEverythingAcknowledgedInOrderThoughThePublisherIsKilled() {
        String channel = "chat:kill" + System.nanoTime();
        try (var reader = system.connect("")) {
            subscribe(reader, channel);
            List<Long> acknowledged = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                acknowledged.add(system.publishUntilAcknowledged(channel, "{\"n\":" + i + "}"));
                if (i == 10 || i == 20) {
                    assertThat(system.kill("dev.downlink.api.ApiHandler")).isPositive();
                }
            }

            List<Long> received = firstSeen(reader, channel, acknowledged.size());

            assertThat(received).containsExactlyElementsOf(acknowledged);
        }
    }

    @Test
    void letsAClientWhoseConnectionWasCutRecoverTheRest() {
        String channel = "chat:cut" + System.nanoTime();
        JsonNode subscribed;
        try (var reader = system.connect("")) {
            subscribed = subscribe(reader, channel);
            system.publish(channel, "1");
            reader.awaitPublication(channel);
            reader.vanish();
        }
        for (int i = 2; i <= 10; i++) {
            system.publish(channel, "" + i);
        }
        try (var returned = system.connect("")) {
            returned.send(
                    "{\"action\":\"subscribe\",\"channel\":\"" + channel + "\",\"recover\":{\"offset\":1,\"epoch\":\""
                            + subscribed.path("epoch").asText() + "\"}}");

            JsonNode recovered = returned.awaitType("subscribed");

            assertThat(recovered.path("recovered").asBoolean()).isTrue();
            assertThat(recovered.path("publications").findValuesAsText("data"))
                    .containsExactlyElementsOf(IntStream.rangeClosed(2, 10)
                            .mapToObj(Integer::toString)
                            .toList());
        }
    }

    @Test
    void losesNothingAcknowledgedWhileTheDatabaseIsAway() {
        String channel = "chat:away" + System.nanoTime();
        String vehicle = "V" + UUID.randomUUID();
        try (var reader = system.connect("");
                var follower = system.connect("?VehicleID=" + vehicle)) {
            subscribe(reader, channel);
            long before = system.publish(channel, "\"before\"");

            system.databaseAwayFor(Duration.ofSeconds(5), () -> system.putVehicle(vehicle, 40.75, -73.98));
            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .untilAsserted(() -> system.publish(channel, "\"after\""));

            List<Long> received = firstSeen(reader, channel, 2);
            assertThat(received.getFirst()).isEqualTo(before);
            assertThat(received).isSorted();
            assertThat(follower.awaitPublication("vehicle:" + vehicle)
                            .at("/data/latitude")
                            .asDouble())
                    .isEqualTo(40.75);
        }
    }

    @Test
    void setsAPoisonRecordAsideAndMovesOn() {
        String vehicle = "V" + UUID.randomUUID();
        String poison = "no JSON: " + UUID.randomUUID();
        try (var follower = system.connect("?VehicleID=" + vehicle)) {
            system.putRecord(vehicle, poison);
            system.putVehicle(vehicle, 40.75, -73.98);

            follower.awaitPublication("vehicle:" + vehicle);

            JsonNode letter = system.awaitDeadLetter(vehicle);
            assertThat(letter.toString()).contains(SystemUnderTest.base64(poison));
            assertThat(letter.path("reason").asText()).isNotBlank();
        }
    }

    @Test
    void publishesAnAnnouncementOnceThoughSchedulerAttemptsItAgain() {
        // Scheduler does not learn that its attempts were accepted.
        system.faults()
                .lambda()
                .set(AsyncFault.of(AsyncFault.Effect.LOSE_ANSWER)
                        .forFunctions("downlink-local-scheduler-service-announce"));
        String text = "Once, " + UUID.randomUUID();
        try {
            String schedule = system.scheduleAnnouncement(text);

            Awaitility.await()
                    .atMost(Duration.ofSeconds(30))
                    .ignoreExceptions()
                    .until(() -> system.logged("scheduler-service-announce", schedule) >= 2);
        } finally {
            system.faults().clear();
        }

        JsonNode history =
                system.post("/api/history", "{\"channel\":\"announcements\",\"limit\":100}", "local-api-key");
        assertThat(history.at("/result/publications").findValuesAsText("text")).containsOnlyOnce(text);
    }

    private static JsonNode subscribe(SocketClient client, String channel) {
        return client.send("{\"action\":\"subscribe\",\"channel\":\"" + channel + "\"}")
                .awaitType("subscribed");
    }

    /** Offsets in the order of their first arrival: a crash may deliver a publication twice, but never late. */
    private static List<Long> firstSeen(SocketClient reader, String channel, int count) {
        List<Long> order = new ArrayList<>();
        var seen = new HashSet<Long>();
        while (order.size() < count) {
            long offset = reader.awaitPublication(channel).path("offset").asLong();
            if (seen.add(offset)) {
                order.add(offset);
            }
        }
        return order;
    }
}
