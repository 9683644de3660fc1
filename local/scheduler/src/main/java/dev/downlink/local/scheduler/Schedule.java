package dev.downlink.local.scheduler;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as it is kept.
 *
 * @param clientToken of the request that created it: the same request again is no conflict
 */
record Schedule(
        String name,
        String arn,
        @Nullable String clientToken,
        Instant created,
        Instant modified,
        ScheduleDefinition definition) {

    /** Groups hold schedules apart; a name is unique within one. */
    record Key(String group, String name) {}

    Key key() {
        return new Key(definition.group(), name);
    }

    /** The first due time after {@code after}, if the schedule is enabled and within its dates. */
    Optional<Instant> next(Instant after) {
        if (definition.state() == ScheduleDefinition.State.DISABLED) {
            return Optional.empty();
        }
        ScheduleExpression expression = ScheduleExpressions.parse(definition.scheduleExpression());
        if (expression instanceof ScheduleExpression.At) {
            return expression.next(after, modified, definition.zone());
        }
        Instant start = definition.startDate();
        if (start == null) {
            return expression.next(after, modified, definition.zone()).filter(this::beforeEnd);
        }
        // Due at the very start counts.
        Instant from = start.isAfter(after) ? start.minusNanos(1) : after;
        return expression.next(from, start, definition.zone()).filter(this::beforeEnd);
    }

    /** When it was due, if it is enabled, fires once and then deletes itself. */
    Optional<Instant> missed(Instant now) {
        boolean waits = definition.state() == ScheduleDefinition.State.ENABLED
                && definition.actionAfterCompletion() == ScheduleDefinition.ActionAfterCompletion.DELETE;
        return waits && ScheduleExpressions.parse(definition.scheduleExpression()) instanceof ScheduleExpression.At at
                ? Optional.of(at.time().atZone(definition.zone()).toInstant()).filter(due -> !due.isAfter(now))
                : Optional.empty();
    }

    private boolean beforeEnd(Instant due) {
        Instant end = definition.endDate();
        return end == null || !due.isAfter(end);
    }
}
