package dev.downlink.schedule;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.protocol.ErrorCode;
import dev.downlink.protocol.JsonText;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.Publication;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Creates the schedules of back ends, which may publish to every channel that has history. */
@Singleton
public final class ScheduleCreator {

    /** 1,000 channels: as many as a broadcast has. */
    private static final int MAX_CHANNELS = 1000;

    private final ChannelRules rules;
    private final Schedules schedules;
    private final Clock clock;

    public ScheduleCreator(ChannelRules rules, Schedules schedules, Clock clock) {
        this.rules = rules;
        this.schedules = schedules;
        this.clock = clock;
    }

    /** @param request makes the schedule from the present time; what it finds wrong is refused with error 107 */
    public ScheduleOutcome create(Function<Instant, Schedule> request) {
        Instant now = clock.instant();
        try {
            Schedule schedule = request.apply(now);
            Optional<ScheduleOutcome.Refused> refusal = refusal(schedule.content());
            if (refusal.isPresent()) {
                return refusal.get();
            }
            // The occurrence of this very second counts.
            Optional<Instant> next = schedule.occurrence(now.minusSeconds(1));
            if (next.isEmpty()) {
                return new ScheduleOutcome.Refused(ErrorCode.BAD_REQUEST, "every occurrence is past");
            }
            schedules.put(schedule);
            return new ScheduleOutcome.Created(schedule, next.get());
        } catch (InvalidScheduleException e) {
            return new ScheduleOutcome.Refused(ErrorCode.BAD_REQUEST, String.valueOf(e.getMessage()));
        } catch (ScheduleLimitException e) {
            return refused(e);
        }
    }

    /** What a limit that was met is answered with. */
    public static ScheduleOutcome.Refused refused(ScheduleLimitException e) {
        ErrorCode code = switch (e.limit()) {
            case SIZE, COUNT -> ErrorCode.LIMIT_EXCEEDED;
            case RATE -> ErrorCode.TOO_MANY_REQUESTS;
        };
        return new ScheduleOutcome.Refused(code, String.valueOf(e.getMessage()));
    }

    private Optional<ScheduleOutcome.Refused> refusal(ScheduledContent content) {
        if (content.channels().size() > MAX_CHANNELS) {
            return refusal(ErrorCode.LIMIT_EXCEEDED, "expected at most %d channels".formatted(MAX_CHANNELS));
        }
        if (!wellFormed(content)) {
            return refusal(ErrorCode.BAD_REQUEST, "tags: expected well-formed Unicode");
        }
        if (content.data().utf8Length() + Publication.wireBytes(content.tags()) > Limits.MAX_DATA_BYTES) {
            return refusal(
                    ErrorCode.LIMIT_EXCEEDED, "expected at most %d bytes of data".formatted(Limits.MAX_DATA_BYTES));
        }
        return content.channels().stream()
                .flatMap(name -> refusal(name).stream())
                .findFirst();
    }

    private Optional<ScheduleOutcome.Refused> refusal(ChannelName name) {
        @Nullable Channel channel = rules.find(name).orElse(null);
        if (channel == null) {
            return refusal(ErrorCode.UNKNOWN_CHANNEL, "channel '%s'".formatted(name));
        }
        // Only history remembers what was published: without it a retry would publish again.
        return channel.hasHistory()
                ? Optional.empty()
                : refusal(ErrorCode.NOT_AVAILABLE, "channel '%s' has no history".formatted(name));
    }

    private static boolean wellFormed(ScheduledContent content) {
        return content.tags().entrySet().stream()
                .allMatch(tag -> JsonText.isWellFormed(tag.getKey()) && JsonText.isWellFormed(tag.getValue()));
    }

    private static Optional<ScheduleOutcome.Refused> refusal(ErrorCode code, String detail) {
        return Optional.of(new ScheduleOutcome.Refused(code, detail));
    }
}
