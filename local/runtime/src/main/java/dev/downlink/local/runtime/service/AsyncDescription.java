package dev.downlink.local.runtime.service;

import dev.downlink.channel.Settings;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What happens to the function's asynchronous invocations that fail. */
public record AsyncDescription(
        int maximumRetryAttempts,
        Duration maximumEventAge,
        @Nullable String onFailureQueue) {

    /** Lambda's own: two retries within six hours, then the event is dropped. */
    static final AsyncDescription DEFAULT = new AsyncDescription(2, Duration.ofHours(6), null);

    static AsyncDescription of(Settings settings) {
        return new AsyncDescription(
                settings.number("maximum_retry_attempts", DEFAULT.maximumRetryAttempts, 0, 2),
                Duration.ofSeconds(settings.number(
                        "maximum_event_age_seconds", (int) DEFAULT.maximumEventAge.toSeconds(), 60, 21_600)),
                settings.text("on_failure_queue", "a queue's name"));
    }
}
