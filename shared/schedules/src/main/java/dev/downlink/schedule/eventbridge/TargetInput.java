package dev.downlink.schedule.eventbridge;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.Json;
import dev.downlink.schedule.ScheduledContent;
import io.micronaut.json.JsonMapper;
import io.micronaut.serde.annotation.Serdeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What Scheduler keeps for an occurrence, and hands to its target with the time filled in.
 *
 * @param json the data's text: exactly as it was written
 * @param windowSeconds after its time the occurrence may happen; absent if it has no window
 */
@Serdeable
record TargetInput(
        @JsonProperty(required = true) List<String> channels,
        @JsonProperty(required = true) String json,
        @Nullable Map<String, String> tags,
        @Nullable Long deliverWithinSeconds,
        @Nullable Long windowSeconds,
        @Nullable String idempotencyKey) {

    /** Scheduler fills these in at each attempt; the schedule and the time are the same in all attempts. */
    private static final String PLACEHOLDERS = ",\"scheduleArn\":\"<aws.scheduler.schedule-arn>\""
            + ",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}";

    static String write(ScheduledContent content, @Nullable Duration window, JsonMapper mapper) {
        @Nullable Duration within = content.deliverWithin();
        TargetInput input = new TargetInput(
                content.channels().stream().map(ChannelName::value).toList(),
                content.data().text(),
                content.tags().isEmpty() ? null : content.tags(),
                within == null ? null : within.toSeconds(),
                window == null ? null : window.toSeconds(),
                content.idempotencyKey());
        // Scheduler fills in placeholders wherever it finds them: what looks like one in the content stays what it is.
        String text = json(input, mapper).replace("<", "\\u003c");
        return text.substring(0, text.length() - 1) + PLACEHOLDERS;
    }

    static ScheduledContent read(String text, JsonMapper mapper) throws IOException {
        TargetInput input = mapper.readValue(text, TargetInput.class);
        return new ScheduledContent(
                input.channels.stream().map(ChannelName::new).toList(),
                new Json(input.json),
                input.tags == null ? Map.of() : input.tags,
                input.deliverWithinSeconds == null ? null : Duration.ofSeconds(input.deliverWithinSeconds),
                input.idempotencyKey);
    }

    private static String json(TargetInput input, JsonMapper mapper) {
        try {
            return mapper.writeValueAsString(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
