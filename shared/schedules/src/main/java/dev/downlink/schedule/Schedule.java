package dev.downlink.schedule;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something to be published at one time or many.
 *
 * @param start before it there are no occurrences, and a period counts from it; null for one occurrence, or from now on
 * @param end after it there are no occurrences; null for no end
 * @param window each occurrence happens at any moment of so much time; null for its time exactly
 * @param paused has no occurrences until it is resumed
 */
public record Schedule(
        ScheduleId id,
        ScheduledContent content,
        Timing timing,
        @Nullable Instant start,
        @Nullable Instant end,
        @Nullable Duration window,
        boolean paused) {

    /** 24 hours: EventBridge Scheduler's limit. */
    private static final Duration MAX_WINDOW = Duration.ofHours(24);

    public Schedule {
        if (!id.valid()) {
            throw new InvalidScheduleException("id: expected 1 to 64 letters, digits, or characters of . _ -");
        }
        if (timing instanceof Timing.At && (start != null || end != null)) {
            throw new InvalidScheduleException("start, end: expected with every or cron only");
        }
        if (timing instanceof Timing.Every && start == null) {
            throw new InvalidScheduleException("start: expected with every");
        }
        if (start != null && end != null && !start.isBefore(end)) {
            throw new InvalidScheduleException("end: expected after start");
        }
        if (window != null && !wholeMinutes(window)) {
            throw new InvalidScheduleException("window: expected whole minutes, from 1m to 24h");
        }
    }

    private static boolean wholeMinutes(Duration window) {
        return window.toMinutes() >= 1
                && window.compareTo(MAX_WINDOW) <= 0
                && window.equals(window.truncatedTo(ChronoUnit.MINUTES));
    }

    /** The first occurrence after a time; empty if there is none, or it is paused. */
    public Optional<Instant> next(Instant after) {
        return paused ? Optional.empty() : occurrence(after);
    }

    /** As {@link #next}, were it not paused. */
    public Optional<Instant> occurrence(Instant after) {
        return timing.next(after, start == null ? after : start).filter(due -> end == null || !due.isAfter(end));
    }

    public Schedule withPaused(boolean value) {
        return new Schedule(id, content, timing, start, end, window, value);
    }

    public Schedule withStart(@Nullable Instant value) {
        return new Schedule(id, content, timing, value, end, window, paused);
    }
}
