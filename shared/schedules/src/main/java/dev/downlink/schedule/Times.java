package dev.downlink.schedule;

import dev.downlink.channel.DurationText;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** Reads time zones, times and durations as people write them. */
public final class Times {

    public static final ZoneId UTC = ZoneId.of("UTC");

    private Times() {}

    /**
     * @param name IANA's; an offset such as {@code +01:00} is none
     * @throws InvalidScheduleException if there is no such zone
     */
    public static ZoneId zone(String name) {
        if (!ZoneId.getAvailableZoneIds().contains(name)) {
            throw new InvalidScheduleException("timezone: expected an IANA name, such as America/New_York");
        }
        return ZoneId.of(name);
    }

    /**
     * A time of the zone's clocks, {@code 2026-12-01T09:00:00}, or with an offset of its own, {@code 2026-12-01T14:00:00Z}.
     *
     * @throws InvalidScheduleException if it is neither, or the clocks skip it
     */
    public static Timing.At at(String field, String text, ZoneId zone) {
        try {
            return Timing.At.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeException withoutOffset) {
            return local(field, text, zone);
        }
    }

    /** As {@link #at}, to the second. */
    public static Instant instant(String field, String text, ZoneId zone) {
        return at(field, text, zone).instant().truncatedTo(ChronoUnit.SECONDS);
    }

    /** @throws InvalidScheduleException if it is not a duration such as {@code 10m} */
    public static Duration duration(String field, String text) {
        return DurationText.read(text)
                .orElseThrow(() ->
                        new InvalidScheduleException(field + ": expected a duration such as 90s, 10m, 24h or 7d"));
    }

    private static Timing.At local(String field, String text, ZoneId zone) {
        try {
            return new Timing.At(LocalDateTime.parse(text), zone);
        } catch (InvalidScheduleException skipped) {
            throw new InvalidScheduleException(field + ": " + skipped.getMessage());
        } catch (DateTimeException e) {
            throw new InvalidScheduleException(
                    field + ": expected a time such as 2026-12-01T09:00:00, or 2026-12-01T14:00:00Z");
        }
    }
}
