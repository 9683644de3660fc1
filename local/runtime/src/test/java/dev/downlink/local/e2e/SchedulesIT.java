package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Schedules as a back end creates them, and as a client sees them. */
final class SchedulesIT {

    private final SystemUnderTest system = SystemUnderTest.shared();
    private final String channel = "chat:" + UUID.randomUUID();

    @Test
    void reachesAClientAtItsTimeAndDeletesItself() {
        try (var client = system.connect("")) {
            subscribe(client);
            Instant due = Instant.now().plusSeconds(4).truncatedTo(ChronoUnit.SECONDS);
            String id = create("\"at\":\"%s\"".formatted(due), "\"nine\"");

            assertThat(client.awaitPublication(channel).path("data").asText()).isEqualTo("nine");

            // How late it may be is measured in benchmarks/: here functions may have to start first.
            assertThat(Instant.now()).isBetween(due, due.plusSeconds(30));
            Awaitility.await()
                    .untilAsserted(() -> assertThat(
                                    call("schedule_get", id).at("/error/code").asInt())
                            .isEqualTo(108));
        }
    }

    @Test
    void showsNothingOfWhatIsCancelledPausedOrReplacedInTime() {
        try (var client = system.connect("")) {
            subscribe(client);
            String cancelled = create("\"in\":\"10s\"", "\"cancelled\"");
            String paused = create(
                    "\"every\":\"1m\",\"start\":\"%s\"".formatted(Instant.now().plusSeconds(10)), "\"paused\"");
            String replaced = create("\"in\":\"10s\"", "\"before\"");

            assertThat(call("schedule_cancel", cancelled)
                            .at("/result/cancelled")
                            .asBoolean())
                    .isTrue();
            assertThat(call("schedule_pause", paused).has("result")).isTrue();
            create(replaced, "\"in\":\"12s\"", "\"after\"");

            assertThat(client.awaitPublication(channel).path("data").asText())
                    .as("the first publication")
                    .isEqualTo("after");
            assertThat(Instant.parse(
                            call("schedule_resume", paused).at("/result/next").asText()))
                    .isAfter(Instant.now());
            call("schedule_cancel", paused);
        }
    }

    @Test
    void publishesLaterFromThePublishCall() {
        try (var client = system.connect("")) {
            subscribe(client);

            JsonNode answer = system.post(
                    "/api/publish",
                    "{\"channel\":\"%s\",\"data\":\"later\",\"deliver_in\":\"2s\"}".formatted(channel),
                    "local-api-key");

            assertThat(answer.at("/result/schedule").asText()).isNotEmpty();
            assertThat(client.awaitPublication(channel).path("data").asText()).isEqualTo("later");
        }
    }

    private void subscribe(SocketClient client) {
        client.send("{\"action\":\"subscribe\",\"channel\":\"%s\"}".formatted(channel))
                .awaitType("subscribed");
    }

    private String create(String when, String data) {
        return create("it-" + UUID.randomUUID(), when, data);
    }

    private String create(String id, String when, String data) {
        JsonNode answer = system.post(
                "/api/schedule",
                "{\"id\":\"%s\",\"channel\":\"%s\",\"data\":%s,%s}".formatted(id, channel, data, when),
                "local-api-key");
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return id;
    }

    private JsonNode call(String method, String id) {
        return system.post("/api/" + method, "{\"id\":\"%s\"}".formatted(id), "local-api-key");
    }
}
