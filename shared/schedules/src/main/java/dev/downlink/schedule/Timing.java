package dev.downlink.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** When a schedule has occurrences, as EventBridge Scheduler means it. */
public sealed interface Timing {

    /**
     * The first occurrence after a time.
     *
     * @param start before it there are no occurrences; a period counts from it
     */
    Optional<Instant> next(Instant after, Instant start);

    /** Once. A time that the zone's clocks skip is refused; of one that they show twice, the first is meant. */
    record At(LocalDateTime time, ZoneId zone) implements Timing {

        public At {
            List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
            if (offsets.isEmpty()) {
                throw new InvalidScheduleException("the clocks of %s skip %s".formatted(zone, time));
            }
            time = time.truncatedTo(ChronoUnit.SECONDS);
            if (offsets.size() > 1) {
                // Scheduler's documentation does not say which of the two it takes.
                time = LocalDateTime.ofInstant(time.toInstant(offsets.getFirst()), ZoneOffset.UTC);
                zone = Times.UTC;
            }
        }

        public static At of(Instant instant) {
            return new At(LocalDateTime.ofInstant(instant, ZoneOffset.UTC), Times.UTC);
        }

        /** The first whole second that is not before its time. */
        public static At in(Duration duration, Instant now) {
            return of(now.plus(duration).plusSeconds(1).minusNanos(1));
        }

        public Instant instant() {
            return time.atZone(zone).toInstant();
        }

        /** The start has no effect. */
        @Override
        public Optional<Instant> next(Instant after, Instant start) {
            return Optional.of(instant()).filter(due -> due.isAfter(after));
        }
    }

    /** Again and again, first at the start; a day is 24 hours. */
    record Every(Duration period) implements Timing {

        public Every {
            if (period.toMinutes() < 1 || !period.equals(period.truncatedTo(ChronoUnit.MINUTES))) {
                throw new InvalidScheduleException("every: expected whole minutes, hours or days, such as 10m");
            }
        }

        @Override
        public Optional<Instant> next(Instant after, Instant start) {
            if (start.isAfter(after)) {
                return Optional.of(start);
            }
            long periods = Duration.between(start, after).dividedBy(period) + 1;
            return Optional.of(start.plus(period.multipliedBy(periods)));
        }
    }

    /**
     * By the calendar of a zone. A time that its clocks skip is skipped; one that they show twice occurs once, the first time.
     *
     * @param fields EventBridge's six: minutes, hours, day of the month, month, day of the week, year
     */
    record Cron(String fields, ZoneId zone) implements Timing {

        public Cron {
            CronFields.check(fields);
        }

        @Override
        public Optional<Instant> next(Instant after, Instant start) {
            // An occurrence at the very start counts.
            return CronFields.next(fields, zone, start.isAfter(after) ? start.minusNanos(1) : after);
        }
    }
}
