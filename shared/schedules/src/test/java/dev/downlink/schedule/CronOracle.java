package dev.downlink.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Occurrences by looking at every minute of real time, as a person with a clock would: independent of how the next one is
 * computed.
 *
 * @param daysOfMonth empty for {@code ?}
 * @param daysOfWeek 1 is Sunday; empty for {@code ?}
 */
record CronOracle(
        Set<Integer> minutes,
        Set<Integer> hours,
        Set<Integer> daysOfMonth,
        Set<Integer> months,
        Set<Integer> daysOfWeek) {

    List<Instant> occurrences(Instant after, Duration span, ZoneId zone) {
        List<Instant> times = new ArrayList<>();
        Instant end = after.plus(span);
        for (Instant minute = after.plusSeconds(60); !minute.isAfter(end); minute = minute.plusSeconds(60)) {
            LocalDateTime shown = minute.atZone(zone).toLocalDateTime();
            boolean firstTime = zone.getRules()
                    .getValidOffsets(shown)
                    .getFirst()
                    .equals(zone.getRules().getOffset(minute));
            if (firstTime && matches(shown)) {
                times.add(minute);
            }
        }
        return times;
    }

    private boolean matches(LocalDateTime shown) {
        return minutes.contains(shown.getMinute())
                && hours.contains(shown.getHour())
                && months.contains(shown.getMonthValue())
                && (daysOfMonth.isEmpty() || daysOfMonth.contains(shown.getDayOfMonth()))
                && (daysOfWeek.isEmpty()
                        || daysOfWeek.contains(shown.getDayOfWeek().getValue() % 7 + 1));
    }

    String fields() {
        return String.join(
                " ",
                list(minutes),
                list(hours),
                daysOfMonth.isEmpty() ? "?" : list(daysOfMonth),
                list(months),
                daysOfWeek.isEmpty() ? "?" : list(daysOfWeek),
                "*");
    }

    private static String list(Set<Integer> values) {
        return String.join(",", values.stream().sorted().map(String::valueOf).toList());
    }
}
