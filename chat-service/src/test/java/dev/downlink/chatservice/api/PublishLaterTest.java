package dev.downlink.chatservice.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.api.ApiAnswer;
import dev.downlink.chatservice.Fixture;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.Timing;
import io.micronaut.context.ApplicationContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PublishLaterTest {

    private final Fixture fixture = new Fixture();
    private final ApplicationContext context = fixture.context().start();
    private final PublishLaterCalls later = context.getBean(PublishLaterCalls.class);

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void createsAScheduleInsteadOfPublishing() {
        ApiAnswer answer = later.publish(List.of("chat:x", "chat:y"), request(null, "10m", null, ""));

        Schedule schedule = only();
        assertThat(answer)
                .isEqualTo(new ApiAnswer.OfResult(
                        new ChatResult.ScheduledResult(schedule.id().value())));
        assertThat(schedule.timing())
                .isEqualTo(Timing.At.of(fixture.clock.instant().plus(Duration.ofMinutes(10))));
        assertThat(schedule.content().channels()).hasToString("[chat:x, chat:y]");
        assertThat(schedule.content().data().text()).isEqualTo("1.50");
        assertThat(schedule.content().tags()).isEqualTo(Map.of("k", "v"));
        assertThat(fixture.published("chat:x")).isEmpty();
    }

    @Test
    void meansTheClocksOfAZone() {
        later.publish(List.of("chat:x"), request("2026-12-01T09:00:00", null, "America/New_York", ""));

        assertThat(only().next(fixture.clock.instant())).contains(Instant.parse("2026-12-01T14:00:00Z"));
    }

    @Test
    void createsOneScheduleForACallThatIsRepeated() {
        later.publish(List.of("chat:x"), request(null, "10m", null, "order-7"));
        later.publish(List.of("chat:x"), request(null, "10m", null, "order-7"));

        assertThat(only().content().idempotencyKey()).isEqualTo("order-7");
    }

    @Test
    void refusesWhatCannotBePublishedThen() {
        assertThat(refusal("chat:x", request("2026-12-01T09:00:00", "10m", null, "")))
                .isEqualTo("bad request: deliver_at, deliver_in: expected one of them");
        assertThat(refusal("chat:x", request("2026-10-01T09:00:00Z", null, null, "")))
                .isEqualTo("bad request: every occurrence is past");
        assertThat(refusal("chat:x", request("nine", null, null, "")))
                .startsWith("bad request: deliver_at: expected a time");
        assertThat(refusal("stock:ABC", request(null, "10m", null, "")))
                .isEqualTo("not available: channel 'stock:ABC' has no history");
        assertThat(refusal("nowhere:x", request(null, "10m", null, "")))
                .isEqualTo("unknown channel: channel 'nowhere:x'");
        assertThat(fixture.schedules.list(10, null).schedules()).isEmpty();
    }

    @Test
    void leavesTheHistoryInPlace() {
        PublishRequest request = new PublishRequest(
                "chat:x", List.of(), new Json("1"), "", true, false, Map.of(), "", 0, "", null, "10m", null);

        assertThat(later.publish(List.of("chat:x"), request)).isEqualTo(new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE));
    }

    private String refusal(String channel, PublishRequest request) {
        return ((ApiAnswer.OfError) later.publish(List.of(channel), request)).message();
    }

    private Schedule only() {
        List<Schedule> all = fixture.schedules.list(10, null).schedules();
        assertThat(all).hasSize(1);
        assertThat(fixture.schedules.find(new ScheduleId(all.getFirst().id().value())))
                .isPresent();
        return all.getFirst();
    }

    private static PublishRequest request(
            @Nullable String at, @Nullable String in, @Nullable String timezone, String key) {
        return new PublishRequest(
                "chat:x",
                List.of(),
                new Json("1.50"),
                "",
                false,
                false,
                Map.of("k", "v"),
                key,
                0,
                "",
                at,
                in,
                timezone);
    }
}
