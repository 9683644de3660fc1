package dev.downlink.schedulerservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.service.DocumentedCalls;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/timed-pushes.md: its calls about schedules, one after the other. */
class TimedPushesDocTest {

    @Test
    void answersEveryCallOfThePage() {
        try (ApiFixture api = new ApiFixture()) {
            List<DocumentedCalls.Call> calls = DocumentedCalls.of("timed-pushes.md").stream()
                    .filter(call -> call.method().startsWith("schedule"))
                    .toList();

            assertThat(calls)
                    .hasSize(8)
                    .allSatisfy(call -> assertThat(api.call(call.method(), call.body()))
                            .as(call.toString())
                            .startsWith("{\"result\":{"));
        }
    }
}
