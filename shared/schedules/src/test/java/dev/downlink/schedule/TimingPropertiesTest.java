package dev.downlink.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Timings against every minute of real time, around changes of the clocks and elsewhere. */
class TimingPropertiesTest {

    private static final Duration SPAN = Duration.ofDays(4);

    /** Two days before the clocks change, or in a zone that never changes them. */
    record Case(ZoneId zone, Instant from) {}

    private static final List<Case> CASES = List.of(
            new Case(ZoneId.of("America/New_York"), Instant.parse("2026-03-06T12:00:00Z")),
            new Case(ZoneId.of("America/New_York"), Instant.parse("2026-10-30T12:00:00Z")),
            new Case(ZoneId.of("Australia/Lord_Howe"), Instant.parse("2026-04-02T12:00:00Z")),
            new Case(ZoneId.of("Australia/Lord_Howe"), Instant.parse("2026-10-01T12:00:00Z")),
            new Case(ZoneId.of("Asia/Kathmandu"), Instant.parse("2026-02-27T12:00:00Z")),
            new Case(ZoneId.of("UTC"), Instant.parse("2028-02-27T12:00:00Z")));

    @Property(tries = 400)
    void cronOccursAtTheMinutesThatMatch(
            @ForAll("cases") Case place, @ForAll("crons") CronOracle cron, @ForAll @IntRange(max = 2880) int minutes) {
        Instant after = place.from().plus(Duration.ofMinutes(minutes));
        List<Instant> expected = cron.occurrences(after, SPAN, place.zone());

        assertThat(TimingTest.occurrences(new Timing.Cron(cron.fields(), place.zone()), after, after, expected.size()))
                .isEqualTo(expected);
    }

    @Property(tries = 400)
    void everyOccursAtWholePeriodsFromItsStart(
            @ForAll @IntRange(min = 1, max = 3000) int period, @ForAll @IntRange(min = -5000, max = 5000) int started) {
        Instant after = CASES.getFirst().from();
        Instant start = after.plus(Duration.ofMinutes(started));
        List<Instant> expected = IntStream.rangeClosed(1, 5760)
                .mapToObj(minute -> after.plus(Duration.ofMinutes(minute)))
                .filter(minute -> !minute.isBefore(start)
                        && Duration.between(start, minute).toMinutes() % period == 0)
                .toList();

        assertThat(TimingTest.occurrences(new Timing.Every(Duration.ofMinutes(period)), after, start, expected.size()))
                .isEqualTo(expected);
    }

    @Property(tries = 400)
    void atOccursWhenTheClocksFirstShowIt(@ForAll("cases") Case place, @ForAll @IntRange(max = 5760) int minutes) {
        LocalDateTime time = place.from().atZone(place.zone()).toLocalDateTime().plusMinutes(minutes);
        List<Instant> shown = IntStream.rangeClosed(-120, 5880)
                .mapToObj(minute -> place.from().plus(Duration.ofMinutes(minute)))
                .filter(instant ->
                        instant.atZone(place.zone()).toLocalDateTime().equals(time))
                .toList();

        if (shown.isEmpty()) {
            assertThat(place.zone().getRules().getValidOffsets(time)).isEmpty();
        } else {
            assertThat(new Timing.At(time, place.zone()).instant()).isEqualTo(shown.getFirst());
        }
    }

    @Provide
    Arbitrary<Case> cases() {
        return Arbitraries.of(CASES);
    }

    @Provide
    Arbitrary<CronOracle> crons() {
        Arbitrary<Set<Integer>> days = values(1, 31, 12).map(Set::copyOf);
        Arbitrary<Set<Integer>> weekdays = values(1, 7, 4).map(Set::copyOf);
        return Combinators.combine(values(0, 59, 4), hours(), days, months(), weekdays, Arbitraries.of(true, false))
                .as((minutes, hours, dates, months, dows, byDate) ->
                        new CronOracle(minutes, hours, byDate ? dates : Set.of(), months, byDate ? Set.of() : dows));
    }

    /** The hours in which clocks change more often than others. */
    private static Arbitrary<Set<Integer>> hours() {
        return Arbitraries.oneOf(values(0, 23, 6), values(0, 3, 4));
    }

    private static Arbitrary<Set<Integer>> months() {
        Set<Integer> all = IntStream.rangeClosed(1, 12).boxed().collect(Collectors.toSet());
        return Arbitraries.oneOf(Arbitraries.just(all), values(1, 12, 6));
    }

    private static Arbitrary<Set<Integer>> values(int min, int max, int most) {
        return Arbitraries.integers().between(min, max).set().ofMinSize(1).ofMaxSize(most);
    }
}
