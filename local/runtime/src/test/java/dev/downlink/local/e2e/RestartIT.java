package dev.downlink.local.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What a runtime with {@code --data} goes on with when it is started again. */
final class RestartIT {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String CHANNEL = "chat:restart";

    private final Path data = SystemUnderTest.newFolder();

    @Test
    void goesOnWithItsSchedules() {
        Instant due = Instant.now().plusSeconds(10);
        with(system -> {
            create(system, "once", "\"at\":\"%s\"".formatted(due));
            create(system, "monday", "\"cron\":\"0 9 ? * MON *\"");
            create(system, "paused", "\"every\":\"1m\",\"start\":\"%s\"".formatted(due));
            create(system, "cancelled", "\"at\":\"%s\"".formatted(due));
            call(system, "schedule_pause", "\"id\":\"paused\"");
            call(system, "schedule_cancel", "\"id\":\"cancelled\"");
        });

        with(system -> {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(published(system)).containsExactly("once"));
            assertThat(ids(system)).containsExactly("monday", "paused");
            assertThat(call(system, "schedule_get", "\"id\":\"paused\"")
                            .at("/result/paused")
                            .asBoolean())
                    .isTrue();
            assertThat(Instant.parse(call(system, "schedule_get", "\"id\":\"monday\"")
                            .at("/result/next")
                            .asText()))
                    .isAfter(Instant.now());
        });
    }

    private interface Steps {
        void on(SystemUnderTest system);
    }

    private void with(Steps steps) {
        SystemUnderTest system = SystemUnderTest.start(data, 0, false, Duration.ofMinutes(10), Duration.ofHours(2));
        try {
            steps.on(system);
        } finally {
            system.stop();
        }
    }

    private static void create(SystemUnderTest system, String id, String when) {
        call(
                system,
                "schedule",
                "\"id\":\"%s\",\"channel\":\"%s\",\"data\":\"%s\",%s".formatted(id, CHANNEL, id, when));
    }

    private static List<String> published(SystemUnderTest system) {
        return call(system, "history", "\"channel\":\"%s\",\"limit\":10".formatted(CHANNEL))
                .at("/result/publications")
                .findValuesAsText("data");
    }

    private static List<String> ids(SystemUnderTest system) {
        return call(system, "schedule_list", "\"limit\":10")
                .at("/result/schedules")
                .findValuesAsText("id");
    }

    private static JsonNode call(SystemUnderTest system, String method, String fields) {
        JsonNode answer = system.post("/api/" + method, "{" + fields + "}", "local-api-key");
        assertThat(answer.has("result")).as("%s: %s", method, answer).isTrue();
        return answer;
    }
}
