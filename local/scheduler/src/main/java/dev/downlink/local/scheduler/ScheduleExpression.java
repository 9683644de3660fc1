package dev.downlink.local.scheduler;

import com.cronutils.model.time.ExecutionTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/** When a schedule is due. */
sealed interface ScheduleExpression {

    /**
     * The first due time after {@code after}.
     *
     * @param anchor where a rate starts counting; it is due there for the first time
     * @param zone what {@code at} and {@code cron} mean their times in
     */
    Optional<Instant> next(Instant after, Instant anchor, ZoneId zone);

    /** Once. */
    record At(LocalDateTime time) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant anchor, ZoneId zone) {
            return Optional.of(time.atZone(zone).toInstant()).filter(due -> due.isAfter(after));
        }
    }

    /** Again and again; a day is 24 hours. */
    record Rate(Duration period) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant anchor, ZoneId zone) {
            if (anchor.isAfter(after)) {
                return Optional.of(anchor);
            }
            long periods = Duration.between(anchor, after).dividedBy(period) + 1;
            return Optional.of(anchor.plus(period.multipliedBy(periods)));
        }
    }

    /** By the calendar: a time that the clocks skip is skipped, one that comes twice counts once. */
    record Cron(ExecutionTime times) implements ScheduleExpression {
        @Override
        public Optional<Instant> next(Instant after, Instant anchor, ZoneId zone) {
            // Found in local time, as if there were no changes of the clock, and then placed in the zone.
            Optional<ZonedDateTime> local =
                    times.nextExecution(after.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC));
            while (local.isPresent()) {
                LocalDateTime time = local.get().toLocalDateTime();
                Instant due = time.atZone(zone).toInstant();
                ZoneOffsetTransition change = zone.getRules().getTransition(time);
                boolean skipped = change != null && change.isGap();
                // In the second pass of an overlap, what is next by the clock may have been due in the first.
                if (!skipped && due.isAfter(after)) {
                    return Optional.of(due);
                }
                local = times.nextExecution(local.get());
            }
            return Optional.empty();
        }
    }
}
