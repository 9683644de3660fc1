package dev.downlink.local.runtime.service;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to the function's asynchronous invocations that fail. */
public record AsyncDescription(
        int maximumRetryAttempts,
        Duration maximumEventAge,
        @Nullable String onFailureQueue) {

    /** Lambda's own: two retries within six hours, then the event is dropped. */
    static final AsyncDescription DEFAULT = new AsyncDescription(2, Duration.ofHours(6), null);

    static AsyncDescription of(Section section) {
        return new AsyncDescription(
                section.optionalInteger("maximum_retry_attempts", 0, 2).orElse(DEFAULT.maximumRetryAttempts),
                section.optionalInteger("maximum_event_age_seconds", 60, 21_600).stream()
                        .mapToObj(Duration::ofSeconds)
                        .findFirst()
                        .orElse(DEFAULT.maximumEventAge),
                section.optionalString("on_failure_queue").orElse(null));
    }
}
