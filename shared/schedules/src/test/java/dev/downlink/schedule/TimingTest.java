package dev.downlink.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples of EventBridge's documentation, and both changes of the clocks. */
class TimingTest {

    private static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    /** Its clocks change by half an hour: from 02:00 to 02:30 in October, from 02:00 back to 01:30 in April. */
    private static final ZoneId LORD_HOWE = ZoneId.of("Australia/Lord_Howe");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0 10 * * ? *",
                "15 12 * * ? *",
                "0 18 ? * MON-FRI *",
                "0 8 1 * ? *",
                "0/15 * * * ? *",
                "0/10 * ? * MON-FRI *",
                "0/5 8-17 ? * MON-FRI *",
                "15 10 ? * 6L 2022-2023",
                "0 9 ? * 2#1 *",
                "0 0 L * ? *",
                "0 0 15W * ? *",
                "0 0 LW * ? *",
                "0-15/1 8-8 ? * 2,3,4,5,6,7 *",
                "30-30 13-13 ? * 2,4,6 *",
                "1-31/30 1-1 ? * 1,7 *"
            })
    void acceptsWhatEventBridgeAccepts(String fields) {
        assertThat(new Timing.Cron(fields, NEW_YORK).fields()).isEqualTo(fields);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0 10 * * ?",
                "0 1 * * * *",
                "0 1 ? * ? *",
                "60 * * * ? *",
                "0 24 * * ? *",
                "0 1 32 * ? *",
                "0 1 * 13 ? *",
                "0 1 ? * 8 *",
                "0 1 * * ? 1969",
                "0  1 * * ? *",
                "0 0 10 * * ? *",
                "a b c d e f"
            })
    void refusesWhatEventBridgeRefuses(String fields) {
        assertThatThrownBy(() -> new Timing.Cron(fields, NEW_YORK))
                .isInstanceOf(InvalidScheduleException.class)
                .hasMessageStartingWith("cron: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0 10 * * ? *       | 2026-03-01T10:00:00Z 2026-03-02T10:00:00Z",
                "15 12 * * ? *      | 2026-03-01T12:15:00Z 2026-03-02T12:15:00Z",
                "0 18 ? * MON-FRI * | 2026-03-02T18:00:00Z 2026-03-03T18:00:00Z",
                "0 8 1 * ? *        | 2026-03-01T08:00:00Z 2026-04-01T08:00:00Z",
                "0/15 * * * ? *     | 2026-03-01T00:15:00Z 2026-03-01T00:30:00Z",
                "0/5 8-17 ? * MON-FRI * | 2026-03-02T08:00:00Z 2026-03-02T08:05:00Z",
                "15 10 ? * 6L 2026-2027 | 2026-03-27T10:15:00Z 2026-04-24T10:15:00Z",
                "0 9 ? * 2#1 *      | 2026-03-02T09:00:00Z 2026-04-06T09:00:00Z",
                "0 0 15W * ? *      | 2026-03-16T00:00:00Z 2026-04-15T00:00:00Z"
            })
    void occursWhenEventBridgeSays(String fields, String times) {
        Instant march = Instant.parse("2026-03-01T00:00:00Z");

        assertThat(occurrences(new Timing.Cron(fields, Times.UTC), march, march, 2))
                .isEqualTo(
                        List.of(times.split(" ")).stream().map(Instant::parse).toList());
    }

    @Test
    void skipsATimeThatTheClocksSkip() {
        assertThat(daily("30 2 * * ? *", NEW_YORK, "2026-03-07T12:00:00Z", 1)).containsExactly("2026-03-09T06:30:00Z");
        assertThat(daily("15 2 * * ? *", LORD_HOWE, "2026-10-03T00:00:00Z", 1)).containsExactly("2026-10-04T15:15:00Z");
    }

    @Test
    void occursOnceAtATimeThatTheClocksShowTwice() {
        assertThat(daily("30 1 * * ? *", NEW_YORK, "2026-10-31T12:00:00Z", 2))
                .containsExactly("2026-11-01T05:30:00Z", "2026-11-02T06:30:00Z");
        assertThat(daily("45 1 * * ? *", LORD_HOWE, "2026-04-04T00:00:00Z", 2))
                .containsExactly("2026-04-04T14:45:00Z", "2026-04-05T15:15:00Z");
    }

    @Test
    void meansTheFirstOfTwoTimesThatAreShownAlike() {
        assertThat(at("2026-11-01T01:30:00", NEW_YORK)).isEqualTo("2026-11-01T05:30:00Z");
        assertThat(at("2026-04-05T01:45:00", LORD_HOWE)).isEqualTo("2026-04-04T14:45:00Z");
        assertThat(at("2026-11-01T09:00:00", NEW_YORK)).isEqualTo("2026-11-01T14:00:00Z");
    }

    @Test
    void refusesOneTimeThatTheClocksSkip() {
        assertThatThrownBy(() -> at("2026-03-08T02:30:00", NEW_YORK))
                .hasMessage("the clocks of America/New_York skip 2026-03-08T02:30");
        assertThatThrownBy(() -> at("2026-10-04T02:15:00", LORD_HOWE))
                .hasMessage("the clocks of Australia/Lord_Howe skip 2026-10-04T02:15");
    }

    @Test
    void countsAPeriodInRealTime() {
        Instant beforeChange = Instant.parse("2026-10-31T13:00:00Z");

        assertThat(occurrences(new Timing.Every(Duration.ofDays(1)), beforeChange.minusNanos(1), beforeChange, 3))
                .containsExactly(
                        beforeChange, beforeChange.plus(Duration.ofHours(24)), beforeChange.plus(Duration.ofHours(48)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT30S", "PT90S", "PT0S", "-PT1M"})
    void refusesAPeriodThatIsNotInMinutes(Duration period) {
        assertThatThrownBy(() -> new Timing.Every(period)).isInstanceOf(InvalidScheduleException.class);
    }

    private static Instant at(String time, ZoneId zone) {
        return new Timing.At(LocalDateTime.parse(time), zone).instant();
    }

    private static List<String> daily(String fields, ZoneId zone, String after, int count) {
        Instant from = Instant.parse(after);
        return occurrences(new Timing.Cron(fields, zone), from, from, count).stream()
                .map(Instant::toString)
                .toList();
    }

    static List<Instant> occurrences(Timing timing, Instant after, Instant start, int count) {
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = timing.next(after, start);
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = timing.next(next.get(), start);
        }
        return times;
    }
}
