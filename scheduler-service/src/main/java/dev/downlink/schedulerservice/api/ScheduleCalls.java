package dev.downlink.schedulerservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleCreator;
import dev.downlink.schedule.ScheduleLimitException;
import dev.downlink.schedule.ScheduleOutcome;
import dev.downlink.schedule.Schedules;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Manages schedules for back ends. */
@Singleton
final class ScheduleCalls {

    private static final ApiAnswer NO_SUCH_SCHEDULE =
            ApiAnswer.OfError.of(ErrorCode.NOT_AVAILABLE, "no schedule has this id");

    private final ScheduleCreator creator;
    private final RequestedSchedule requested;
    private final Schedules schedules;
    private final Clock clock;

    ScheduleCalls(ScheduleCreator creator, RequestedSchedule requested, Schedules schedules, Clock clock) {
        this.creator = creator;
        this.requested = requested;
        this.schedules = schedules;
        this.clock = clock;
    }

    ApiAnswer create(ScheduleRequest request) {
        return answer(creator.create(now -> requested.of(request, now)));
    }

    ApiAnswer get(ScheduleIdRequest request) {
        return ofExisting(
                request, schedule -> new ApiAnswer.OfResult(ScheduleResult.Described.of(schedule, clock.instant())));
    }

    /** A page may have fewer schedules than the limit, or none, although more follow. */
    ApiAnswer list(ScheduleListRequest request) {
        if (!request.withinLimit()) {
            return ApiAnswer.OfError.of(ErrorCode.BAD_REQUEST, "limit: expected 1 to " + Schedules.MAX_PAGE);
        }
        if (!request.hasValidIdPrefix()) {
            return ApiAnswer.OfError.of(
                    ErrorCode.BAD_REQUEST, "id_prefix: expected 1 to 64 letters, digits, or characters of . _ -");
        }
        return limited(() -> {
            Instant now = clock.instant();
            Schedules.Page page = schedules.list(request.idPrefix(), request.size(), request.cursor());
            return new ApiAnswer.OfResult(new ScheduleResult.Listed(
                    page.schedules().stream()
                            .filter(schedule -> publishesTo(schedule, request.channelPrefix()))
                            .map(schedule -> ScheduleResult.Described.of(schedule, now))
                            .toList(),
                    page.cursor()));
        });
    }

    ApiAnswer cancel(ScheduleIdRequest request) {
        return limited(() -> new ApiAnswer.OfResult(
                new ScheduleResult.Cancelled(request.scheduleId().valid() && schedules.remove(request.scheduleId()))));
    }

    ApiAnswer pause(ScheduleIdRequest request) {
        return ofExisting(request, schedule -> {
            schedules.put(schedule.withPaused(true));
            return new ApiAnswer.OfResult(
                    new ScheduleResult.Changed(schedule.id().value(), null));
        });
    }

    /** Occurrences that were due while it was paused are skipped. */
    ApiAnswer resume(ScheduleIdRequest request) {
        return ofExisting(request, schedule -> {
            Optional<Instant> next = schedule.occurrence(clock.instant());
            if (next.isEmpty()) {
                return ApiAnswer.OfError.of(ErrorCode.EXPIRED, "every occurrence is past");
            }
            schedules.put(schedule.withPaused(false));
            return new ApiAnswer.OfResult(
                    new ScheduleResult.Changed(schedule.id().value(), next.get().toString()));
        });
    }

    private ApiAnswer ofExisting(ScheduleIdRequest request, Function<Schedule, ApiAnswer> call) {
        return limited(() -> request.scheduleId().valid()
                ? schedules.find(request.scheduleId()).map(call).orElse(NO_SUCH_SCHEDULE)
                : NO_SUCH_SCHEDULE);
    }

    private static boolean publishesTo(Schedule schedule, @Nullable String prefix) {
        return prefix == null
                || schedule.content().channels().stream()
                        .anyMatch(channel -> channel.value().startsWith(prefix));
    }

    private static ApiAnswer limited(Supplier<ApiAnswer> call) {
        try {
            return call.get();
        } catch (ScheduleLimitException e) {
            return answer(ScheduleCreator.refused(e));
        }
    }

    private static ApiAnswer answer(ScheduleOutcome outcome) {
        return switch (outcome) {
            case ScheduleOutcome.Created created ->
                new ApiAnswer.OfResult(new ScheduleResult.Changed(
                        created.schedule().id().value(), created.next().toString()));
            case ScheduleOutcome.Refused refused -> ApiAnswer.OfError.of(refused.code(), refused.detail());
        };
    }
}
