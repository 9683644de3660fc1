package dev.downlink.schedulerservice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiRequest;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.ScheduledContent;
import dev.downlink.schedule.Times;
import io.micronaut.serde.annotation.Serdeable;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Creates or replaces a schedule. Exactly one of {@code at}, {@code in}, {@code every} and {@code cron} is given.
 *
 * @param channel one channel; {@code channels} for several
 * @param timezone of {@code at}, {@code cron}, {@code start} and {@code end} where they have no offset; UTC if absent
 */
@Serdeable.Deserializable
record ScheduleRequest(
        @Nullable String id,
        @Nullable String channel,
        @Nullable List<String> channels,
        @Nullable Json data,
        @Nullable Map<String, String> tags,
        @Nullable String at,
        @Nullable String in,
        @Nullable String every,
        @Nullable String cron,
        @Nullable String timezone,
        @Nullable String start,
        @Nullable String end,
        @Nullable String window,
        @JsonProperty("deliver_within") @Nullable String deliverWithin)
        implements ApiRequest {

    ScheduleRequest {
        channels = channels == null ? null : List.copyOf(channels);
        tags = tags == null ? null : Map.copyOf(tags);
    }

    /** Whether exactly one timing is given. */
    boolean saysOnceWhen() {
        return Stream.of(at, in, every, cron).filter(Objects::nonNull).count() == 1;
    }

    ZoneId zone() {
        return timezone == null ? Times.UTC : Times.zone(timezone);
    }

    ScheduledContent content() {
        if (data == null) {
            throw new InvalidScheduleException("data: expected any JSON but null");
        }
        if (channel != null && channels != null) {
            throw new InvalidScheduleException("channel, channels: expected one of them");
        }
        List<String> names = channel == null ? Objects.requireNonNullElse(channels, List.of()) : List.of(channel);
        return new ScheduledContent(
                names.stream().distinct().map(ChannelName::new).toList(),
                data,
                Objects.requireNonNullElse(tags, Map.of()),
                duration("deliver_within", deliverWithin),
                null);
    }

    @Nullable
    Instant instant(String field, @Nullable String text) {
        return text == null ? null : Times.instant(field, text, zone());
    }

    static @Nullable Duration duration(String field, @Nullable String text) {
        return text == null ? null : Times.duration(field, text);
    }
}
