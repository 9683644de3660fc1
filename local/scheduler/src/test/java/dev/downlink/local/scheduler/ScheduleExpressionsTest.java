package dev.downlink.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.AwsException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleExpressionsTest {

    private static final Instant MARCH = Instant.parse("2026-03-01T00:00:00Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "at(2026-01-01T10:00:00)",
                "rate(1 minute)",
                "rate(10 minutes)",
                "rate(1 hour)",
                "rate(7 days)",
                "cron(0 10 * * ? *)",
                "cron(15 12 * * ? *)",
                "cron(0 18 ? * MON-FRI *)",
                "cron(0/5 8-17 ? * MON-FRI *)",
                "cron(0 9 ? * 2#1 *)",
                "cron(0 0 L * ? *)",
                "cron(0 0 15W * ? *)",
                "cron(0 12 ? JAN,DEC 6L 2026-2030)"
            })
    void acceptsWhatAwsAccepts(String expression) {
        assertThat(ScheduleExpressions.parse(expression)).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "rate(10)",
                "rate(10 seconds)",
                "rate(10 years)",
                "rate( 10 minutes )",
                "rate(0 minutes)",
                "rate(-1 minutes)",
                "rate(1.5 hours)",
                " rate(10 minutes)",
                "rate(10 minutes) ",
                "Rate(10 minutes)",
                "at(2021-12-31)",
                "at(2021-12-31T10:00:00Z)",
                "at(2021-13-31T10:00:00)",
                "at(2021-02-30T10:00:00)",
                "cron(0 1 * * * *)",
                "cron(0 1 ? * ? *)",
                "cron(0 1 * * ?)",
                "cron(60 * * * ? *)",
                "cron(0 24 * * ? *)",
                "cron(0 1 32 * ? *)",
                "cron(0 1 * 13 ? *)",
                "cron(0 1 ? * 8 *)",
                "cron(0 1 * * ? 1969)",
                "0 10 * * ? *"
            })
    void refusesWhatAwsRefuses(String expression) {
        assertThatThrownBy(() -> ScheduleExpressions.parse(expression))
                .isInstanceOfSatisfying(
                        AwsException.class,
                        refused -> assertThat(refused.type()).isEqualTo("ValidationException"))
                .hasMessage("Invalid Schedule Expression " + expression + ".");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "cron(0 10 * * ? *)          | 2026-03-01T10:00:00Z 2026-03-02T10:00:00Z",
                "cron(0/15 * * * ? *)        | 2026-03-01T00:15:00Z 2026-03-01T00:30:00Z",
                "cron(0 18 ? * MON-FRI *)    | 2026-03-02T18:00:00Z 2026-03-03T18:00:00Z",
                "cron(0 12 ? * 1 *)          | 2026-03-01T12:00:00Z 2026-03-08T12:00:00Z",
                "cron(0 9 ? * 2#1 *)         | 2026-03-02T09:00:00Z 2026-04-06T09:00:00Z",
                "cron(0 0 L * ? *)           | 2026-03-31T00:00:00Z 2026-04-30T00:00:00Z",
                "cron(0 0 15W * ? *)         | 2026-03-16T00:00:00Z 2026-04-15T00:00:00Z",
                "cron(0 12 ? * 6L *)         | 2026-03-27T12:00:00Z 2026-04-24T12:00:00Z",
                "cron(0 0 29 FEB ? 2028)     | 2028-02-29T00:00:00Z",
                "cron(0 0 1 1 ? 2020)        |",
                "at(2026-03-01T00:00:01)     | 2026-03-01T00:00:01Z",
                "at(2026-03-01T00:00:00)     |",
                "rate(90 minutes)            | 2026-03-01T01:00:00Z 2026-03-01T02:30:00Z",
                "rate(1 day)                 | 2026-03-01T01:00:00Z 2026-03-02T01:00:00Z"
            })
    void isDueWhenAwsSays(String expression, String times) {
        List<Instant> expected = new ArrayList<>();
        if (times != null) {
            List.of(times.split(" ")).forEach(time -> expected.add(Instant.parse(time)));
        }

        assertThat(dueTimes(expression, MARCH, "UTC", 2)).isEqualTo(expected);
    }

    @Test
    void meansTimesInItsZone() {
        assertThat(dueTimes("at(2026-07-01T10:00:00)", MARCH, "Europe/Paris", 1))
                .containsExactly(Instant.parse("2026-07-01T08:00:00Z"));
        assertThat(dueTimes("cron(0 10 * * ? *)", MARCH, "America/New_York", 1))
                .containsExactly(Instant.parse("2026-03-01T15:00:00Z"));
    }

    @Test
    void skipsATimeThatTheClocksSkip() {
        // New York goes from 02:00 to 03:00 on 8 March 2026.
        assertThat(dueTimes("cron(30 2 * * ? *)", Instant.parse("2026-03-07T12:00:00Z"), "America/New_York", 1))
                .containsExactly(Instant.parse("2026-03-09T06:30:00Z"));
    }

    @Test
    void isDueOnceAtATimeThatComesTwice() {
        // New York goes from 02:00 back to 01:00 on 1 November 2026.
        assertThat(dueTimes("cron(30 1 * * ? *)", Instant.parse("2026-10-31T12:00:00Z"), "America/New_York", 2))
                .containsExactly(Instant.parse("2026-11-01T05:30:00Z"), Instant.parse("2026-11-02T06:30:00Z"));
    }

    private static List<Instant> dueTimes(String expression, Instant after, String zone, int count) {
        ScheduleExpression parsed = ScheduleExpressions.parse(expression);
        List<Instant> times = new ArrayList<>();
        Optional<Instant> next = parsed.next(after, after.plusSeconds(3600), ZoneId.of(zone));
        while (next.isPresent() && times.size() < count) {
            times.add(next.get());
            next = parsed.next(next.get(), after.plusSeconds(3600), ZoneId.of(zone));
        }
        return times;
    }
}
