package dev.downlink.schedulerservice.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiResult;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.DurationText;
import dev.downlink.protocol.Json;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduledContent;
import dev.downlink.schedule.Timing;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The results of calls about schedules. */
sealed interface ScheduleResult extends ApiResult {

    /** @param next the next occurrence; absent if there is none, or the schedule is paused */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Changed(String id, @Nullable String next) implements ScheduleResult {}

    /** @param cancelled false if there was none, or it had ended */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Cancelled(boolean cancelled) implements ScheduleResult {}

    /** @param cursor of the next page; absent if there is none */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Listed(List<Described> schedules, @Nullable String cursor) implements ScheduleResult {
        public Listed {
            schedules = List.copyOf(schedules);
        }
    }

    /** A schedule as it was created; {@code in} is converted to {@code at}. */
    @Serdeable.Serializable
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Described(
            String id,
            List<String> channels,
            Json data,
            @Nullable Map<String, String> tags,
            @Nullable String at,
            @Nullable String every,
            @Nullable String cron,
            @Nullable String timezone,
            @Nullable String start,
            @Nullable String end,
            @Nullable String window,
            @JsonProperty("deliver_within") @Nullable String deliverWithin,
            boolean paused,
            @Nullable String next)
            implements ScheduleResult {

        public Described {
            channels = List.copyOf(channels);
            tags = tags == null ? null : new TreeMap<>(tags);
        }

        static Described of(Schedule schedule, Instant now) {
            ScheduledContent content = schedule.content();
            Timing timing = schedule.timing();
            return new Described(
                    schedule.id().value(),
                    content.channels().stream().map(ChannelName::value).toList(),
                    content.data(),
                    content.tags().isEmpty() ? null : content.tags(),
                    timing instanceof Timing.At at ? at.time().toString() : null,
                    timing instanceof Timing.Every every ? DurationText.write(every.period()) : null,
                    timing instanceof Timing.Cron cron ? cron.fields() : null,
                    switch (timing) {
                        case Timing.At at -> at.zone().getId();
                        case Timing.Every ignored -> null;
                        case Timing.Cron cron -> cron.zone().getId();
                    },
                    text(schedule.start()),
                    text(schedule.end()),
                    text(schedule.window()),
                    text(content.deliverWithin()),
                    schedule.paused(),
                    text(schedule.next(now).orElse(null)));
        }

        private static @Nullable String text(@Nullable Instant instant) {
            return instant == null ? null : instant.toString();
        }

        private static @Nullable String text(@Nullable Duration duration) {
            return duration == null ? null : DurationText.write(duration);
        }
    }
}
