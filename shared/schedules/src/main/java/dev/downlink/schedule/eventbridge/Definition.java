package dev.downlink.schedule.eventbridge;

import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.Timing;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindow;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Target;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;

/**
 * A schedule as Scheduler keeps it.
 *
 * @param startDate of a period always, so that a change does not let it begin anew
 */
record Definition(
        String group,
        String name,
        String expression,
        String timezone,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        FlexibleTimeWindow window,
        ScheduleState state,
        Target target) {

    /**
     * 1 hour of attempts to hand over an occurrence. With the hour in which Lambda retries the function, an occurrence is not
     * published again after its idempotency key expired (24 hours).
     */
    private static final int MAX_EVENT_AGE_SECONDS = 3600;

    /** 60 s: Scheduler's shortest. */
    private static final int MIN_EVENT_AGE_SECONDS = 60;

    /** 1 minute: Scheduler's precision. An occurrence of the last minute may not have happened yet. */
    private static final Duration PRECISION = Duration.ofMinutes(1);

    static Definition of(Schedule schedule, SchedulerSettings settings, Instant now, JsonMapper mapper) {
        Target target = Target.builder()
                .arn(settings.target())
                .roleArn(settings.role())
                .input(TargetInput.write(schedule.content(), schedule.window(), mapper))
                .retryPolicy(retry -> retry.maximumEventAgeInSeconds(maxEventAgeSeconds(schedule)))
                .deadLetterConfig(queue -> queue.arn(settings.deadLetters()))
                .build();
        return new Definition(
                settings.group(),
                schedule.id().value(),
                Expressions.write(schedule.timing()),
                Expressions.zone(schedule.timing()).getId(),
                startDate(schedule, now),
                schedule.end(),
                flexible(schedule.window()),
                schedule.paused() ? ScheduleState.DISABLED : ScheduleState.ENABLED,
                target);
    }

    /** @throws InvalidScheduleException if it is none of ours */
    static Schedule schedule(GetScheduleResponse found, JsonMapper mapper) throws IOException {
        @Nullable Integer minutes = found.flexibleTimeWindow().maximumWindowInMinutes();
        @Nullable Duration window = minutes == null ? null : Duration.ofMinutes(minutes);
        return new Schedule(
                new ScheduleId(found.name()),
                TargetInput.read(found.target().input(), mapper),
                Expressions.read(found.scheduleExpression(), ZoneId.of(found.scheduleExpressionTimezone())),
                found.startDate(),
                found.endDate(),
                window,
                found.state() == ScheduleState.DISABLED);
    }

    CreateScheduleRequest create() {
        return CreateScheduleRequest.builder()
                .groupName(group)
                .name(name)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone(timezone)
                .startDate(startDate)
                .endDate(endDate)
                .flexibleTimeWindow(window)
                .state(state)
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(target)
                .build();
    }

    UpdateScheduleRequest update() {
        return UpdateScheduleRequest.builder()
                .groupName(group)
                .name(name)
                .scheduleExpression(expression)
                .scheduleExpressionTimezone(timezone)
                .startDate(startDate)
                .endDate(endDate)
                .flexibleTimeWindow(window)
                .state(state)
                .actionAfterCompletion(ActionAfterCompletion.DELETE)
                .target(target)
                .build();
    }

    /** Scheduler refuses a start of more than 5 minutes ago: then it is the time at which the next occurrence may be. */
    private static @Nullable Instant startDate(Schedule schedule, Instant now) {
        Instant recent = now.minus(PRECISION);
        @Nullable Instant start = schedule.start();
        if (start == null || !start.isBefore(recent)) {
            return start;
        }
        return schedule.timing() instanceof Timing.Every every
                ? every.next(recent, start).orElseThrow()
                : null;
    }

    private static int maxEventAgeSeconds(Schedule schedule) {
        @Nullable Duration within = schedule.content().deliverWithin();
        return within == null
                ? MAX_EVENT_AGE_SECONDS
                : Math.clamp(within.toSeconds(), MIN_EVENT_AGE_SECONDS, MAX_EVENT_AGE_SECONDS);
    }

    private static FlexibleTimeWindow flexible(@Nullable Duration window) {
        return window == null
                ? FlexibleTimeWindow.builder().mode(FlexibleTimeWindowMode.OFF).build()
                : FlexibleTimeWindow.builder()
                        .mode(FlexibleTimeWindowMode.FLEXIBLE)
                        .maximumWindowInMinutes((int) window.toMinutes())
                        .build();
    }
}
