package dev.downlink.schedulerservice.api;

import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.Schedules;
import dev.downlink.schedule.Times;
import dev.downlink.schedule.Timing;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes the schedule that a request asks for. */
@Singleton
final class RequestedSchedule {

    private final Schedules schedules;

    RequestedSchedule(Schedules schedules) {
        this.schedules = schedules;
    }

    /** @throws InvalidScheduleException if the request is wrong */
    Schedule of(ScheduleRequest request, Instant now) {
        ScheduleId id = request.id() == null ? ScheduleId.random() : new ScheduleId(request.id());
        Timing timing = timing(request, now);
        return new Schedule(
                id,
                request.content(),
                timing,
                start(request, id, timing, now),
                request.instant("end", request.end()),
                ScheduleRequest.duration("window", request.window()),
                false);
    }

    private static Timing timing(ScheduleRequest request, Instant now) {
        if (!request.saysOnceWhen()) {
            throw new InvalidScheduleException("at, in, every, cron: expected exactly one of them");
        }
        if (request.at() != null) {
            return Times.at("at", request.at(), request.zone());
        }
        if (request.in() != null) {
            return Timing.At.in(Times.duration("in", request.in()), now);
        }
        return request.every() != null
                ? new Timing.Every(Times.duration("every", request.every()))
                : new Timing.Cron(Objects.requireNonNull(request.cron()), request.zone());
    }

    /** Keeps the start if the period does not change, so that a replacement does not shift the occurrences. */
    private @Nullable Instant start(ScheduleRequest request, ScheduleId id, Timing timing, Instant now) {
        if (request.start() != null || !(timing instanceof Timing.Every) || !id.valid()) {
            return request.instant("start", request.start());
        }
        return schedules
                .find(id)
                .filter(existing -> existing.timing().equals(timing))
                .map(Schedule::start)
                .orElse(now.truncatedTo(ChronoUnit.SECONDS));
    }
}
