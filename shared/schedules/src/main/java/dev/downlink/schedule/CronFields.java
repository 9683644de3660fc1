package dev.downlink.schedule;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import dev.downlink.cron.EventBridgeCron;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;
import java.util.regex.Pattern;

/** EventBridge's cron expressions. */
final class CronFields {

    private static final Pattern SIX = Pattern.compile("[^\\s()]+(?: [^\\s()]+){5}");

    private CronFields() {}

    /** @throws InvalidScheduleException if Scheduler would refuse them */
    static void check(String fields) {
        parse(fields);
    }

    /** The first occurrence after a time. */
    static Optional<Instant> next(String fields, ZoneId zone, Instant after) {
        ExecutionTime times = ExecutionTime.forCron(parse(fields));
        // Found in local time, as if the clocks never changed, and then placed in the zone.
        Optional<ZonedDateTime> local =
                times.nextExecution(after.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC));
        while (local.isPresent()) {
            LocalDateTime time = local.get().toLocalDateTime();
            Instant due = time.atZone(zone).toInstant();
            ZoneOffsetTransition change = zone.getRules().getTransition(time);
            boolean skipped = change != null && change.isGap();
            // While the clocks show times again, the next by the clock may have occurred the first time.
            if (!skipped && due.isAfter(after)) {
                return Optional.of(due);
            }
            local = times.nextExecution(local.get());
        }
        return Optional.empty();
    }

    private static Cron parse(String fields) {
        if (!SIX.matcher(fields).matches()) {
            throw new InvalidScheduleException(
                    "cron: expected six fields, minutes hours day-of-month month day-of-week year, such as 0 9 ? * MON *");
        }
        try {
            return EventBridgeCron.parse(fields);
        } catch (IllegalArgumentException e) {
            throw new InvalidScheduleException("cron: " + e.getMessage());
        }
    }
}
