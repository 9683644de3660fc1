package dev.downlink.chatservice.api;

import dev.downlink.api.ApiAnswer;
import dev.downlink.channel.ChannelName;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.Json;
import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleCreator;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.ScheduleOutcome;
import dev.downlink.schedule.ScheduledContent;
import dev.downlink.schedule.Times;
import dev.downlink.schedule.Timing;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Publishes for back ends at a later time: each call creates a schedule with one occurrence. */
@Singleton
final class PublishLaterCalls {

    private final ScheduleCreator creator;

    PublishLaterCalls(ScheduleCreator creator) {
        this.creator = creator;
    }

    ApiAnswer publish(List<String> channels, PublishRequest request) {
        @Nullable Json data = request.content().orElse(null);
        if (data == null || !request.wellFormed()) {
            return new ApiAnswer.OfError(ErrorCode.BAD_REQUEST);
        }
        // Refused, as they would have no effect: only the history remembers what a retry published.
        if (request.version() != 0 || request.skipHistory()) {
            return new ApiAnswer.OfError(ErrorCode.NOT_AVAILABLE);
        }
        return switch (creator.create(now -> schedule(channels, request, data, now))) {
            case ScheduleOutcome.Created created ->
                new ApiAnswer.OfResult(
                        new ChatResult.ScheduledResult(created.schedule().id().value()));
            case ScheduleOutcome.Refused refused -> ApiAnswer.OfError.of(refused.code(), refused.detail());
        };
    }

    private static Schedule schedule(List<String> channels, PublishRequest request, Json data, Instant now) {
        String key = request.idempotencyKey();
        ScheduledContent content = new ScheduledContent(
                channels.stream().distinct().map(ChannelName::new).toList(),
                data,
                request.tags(),
                null,
                key.isEmpty() ? null : key);
        ScheduleId id = key.isEmpty() ? ScheduleId.random() : id(channels, key);
        return new Schedule(id, content, timing(request, now), null, null, null, false);
    }

    private static Timing timing(PublishRequest request, Instant now) {
        if (request.deliverAt() != null && request.deliverIn() != null) {
            throw new InvalidScheduleException("deliver_at, deliver_in: expected one of them");
        }
        if (request.deliverAt() == null) {
            return Timing.At.in(Times.duration("deliver_in", Objects.requireNonNull(request.deliverIn())), now);
        }
        ZoneId zone = request.timezone() == null ? Times.UTC : Times.zone(request.timezone());
        return Times.at("deliver_at", request.deliverAt(), zone);
    }

    /** The same for a call that is repeated: it replaces the schedule by itself. */
    private static ScheduleId id(List<String> channels, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : channels) {
                digest.update(part.getBytes(StandardCharsets.UTF_8));
                digest.update((byte) 0);
            }
            byte[] hash = digest.digest(key.getBytes(StandardCharsets.UTF_8));
            return new ScheduleId("key-" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
