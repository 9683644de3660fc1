package dev.downlink.schedule;

import dev.downlink.protocol.ErrorCode;
import java.time.Instant;

/** How the creation or a change of a schedule went. */
public sealed interface ScheduleOutcome {

    /** @param next its first occurrence */
    record Created(Schedule schedule, Instant next) implements ScheduleOutcome {}

    /** Nothing was changed. */
    record Refused(ErrorCode code, String detail) implements ScheduleOutcome {}
}
