package dev.downlink.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the port promises. */
public abstract class SchedulesContract {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    private static final Timing AT_NINE = new Timing.At(LocalDateTime.parse("2027-01-04T09:00:00"), NEW_YORK);
    private static final Instant START = Instant.parse("2027-01-01T00:00:00Z");

    protected abstract Schedules schedules();

    @ParameterizedTest
    @MethodSource("ofEveryKind")
    void keepsAllOfASchedule(Schedule schedule) {
        schedules().put(schedule);

        assertThat(schedules().find(schedule.id())).contains(schedule);
    }

    static Stream<Schedule> ofEveryKind() {
        Instant end = START.plus(Duration.ofDays(30));
        return Stream.of(
                once("at", "{\"text\":\"Nine o'clock\"}"),
                once("number", "0.12345678901234567890"),
                once("marks", "\"<aws.scheduler.execution-id> \\u003c <\""),
                schedule("every", new Timing.Every(Duration.ofMinutes(90)), START, end, null),
                schedule("days", new Timing.Every(Duration.ofDays(1)), START, null, Duration.ofMinutes(15)),
                schedule("cron", new Timing.Cron("0 9 ? * MON-FRI *", NEW_YORK), null, null, null),
                schedule("paused", new Timing.Cron("0 9 L * ? *", NEW_YORK), START, end, null)
                        .withPaused(true));
    }

    @Test
    void findsNothingWhereThereIsNothing() {
        assertThat(schedules().find(new ScheduleId("nowhere"))).isEmpty();
    }

    @Test
    void replacesAScheduleAsAWhole() {
        schedules().put(schedule("s", new Timing.Every(Duration.ofHours(1)), START, null, Duration.ofMinutes(5)));
        Schedule other = once("s", "2");

        schedules().put(other);

        assertThat(schedules().find(other.id())).contains(other);
    }

    @Test
    void removesASchedule() {
        schedules().put(once("s", "1"));

        assertThat(schedules().remove(new ScheduleId("s"))).isTrue();
        assertThat(schedules().remove(new ScheduleId("s"))).isFalse();

        assertThat(schedules().find(new ScheduleId("s"))).isEmpty();
    }

    @Test
    void listsInPages() {
        List<Schedule> all =
                Stream.of("a", "b", "c", "d", "e").map(id -> once(id, "1")).toList();
        all.reversed().forEach(schedules()::put);

        List<Schedule> listed = new ArrayList<>();
        @Nullable String cursor = null;
        do {
            Schedules.Page page = schedules().list(null, 2, cursor);
            assertThat(page.schedules()).hasSizeLessThanOrEqualTo(2);
            listed.addAll(page.schedules());
            cursor = page.cursor();
        } while (cursor != null);

        assertThat(listed).isEqualTo(all);
    }

    @Test
    void listsByTheBeginningOfIds() {
        Stream.of("a", "order-1", "order-2", "order-3", "z")
                .map(id -> once(id, "1"))
                .forEach(schedules()::put);

        Schedules.Page first = schedules().list("order-", 2, null);
        Schedules.Page second = schedules().list("order-", 2, first.cursor());

        assertThat(first.schedules()).containsExactly(once("order-1", "1"), once("order-2", "1"));
        assertThat(second.schedules()).containsExactly(once("order-3", "1"));
        assertThat(second.cursor()).isNull();
    }

    protected static Schedule once(String id, String data) {
        return new Schedule(new ScheduleId(id), content(data), AT_NINE, null, null, null, false);
    }

    protected static Schedule schedule(
            String id, Timing timing, @Nullable Instant start, @Nullable Instant end, @Nullable Duration window) {
        return new Schedule(new ScheduleId(id), content("1"), timing, start, end, window, false);
    }

    private static ScheduledContent content(String data) {
        return new ScheduledContent(
                List.of(new ChannelName("chat:lobby"), new ChannelName("chat:<b>")),
                new Json(data),
                Map.of("kind", "reminder"),
                Duration.ofMinutes(5),
                null);
    }
}
