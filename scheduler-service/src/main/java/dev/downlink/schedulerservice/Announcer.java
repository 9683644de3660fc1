package dev.downlink.schedulerservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.StreamPosition;
import dev.downlink.publish.Publisher;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes announcements, once per schedule and scheduled time. */
@Singleton
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** Group and name have up to 64 characters each. */
    private static final Pattern SCHEDULE_ARN = Pattern.compile(
            "arn:aws[a-z-]*:scheduler:[a-z0-9-]+:\\d{12}:schedule/[0-9a-zA-Z_.-]{1,64}/[0-9a-zA-Z_.-]{1,64}");

    private final ChannelRules rules;
    private final Publisher publisher;
    private final JsonMapper mapper;
    private final Clock clock;

    Announcer(ChannelRules rules, Publisher publisher, JsonMapper mapper, Clock clock) {
        this.rules = rules;
        this.publisher = publisher;
        this.mapper = mapper;
        this.clock = clock;
    }

    /**
     * The idempotency key leaves out Scheduler's execution id, which differs for each attempt.
     *
     * @return its position in the channel's history
     * @throws IllegalArgumentException if it can never be published
     */
    StreamPosition announce(Announcement announcement) {
        Channel channel = channel(announcement);
        Json data = checked(channel, announcement);
        String idempotencyKey = announcement.scheduleArn() + "@" + announcement.scheduledTime();
        StreamPosition position = Objects.requireNonNull(
                publisher.publish(channel, new Draft(data, null, Map.of(), new IdempotencyKey.Named(idempotencyKey))));
        LOG.atInfo()
                .addKeyValue("channel", channel)
                .addKeyValue("schedule", announcement.scheduleArn())
                .addKeyValue("scheduledTime", announcement.scheduledTime())
                .addKeyValue(
                        "delayMillis",
                        Duration.between(announcement.scheduledTime(), clock.instant())
                                .toMillis())
                .log("published an announcement");
        return position;
    }

    private Channel channel(Announcement announcement) {
        ChannelName name = new ChannelName(announcement.channel());
        return rules.find(name)
                .orElseThrow(() -> new IllegalArgumentException("channel '%s' does not exist".formatted(name)));
    }

    private Json checked(Channel channel, Announcement announcement) {
        expect(
                channel.hasHistory(),
                "channel '%s' has no history, without which an attempt that is repeated would be published again"
                        .formatted(channel));
        // With an unfilled placeholder all schedules would share one idempotency key.
        expect(
                SCHEDULE_ARN.matcher(announcement.scheduleArn()).matches(),
                "scheduleArn '%s' is not the ARN of a schedule".formatted(announcement.scheduleArn()));
        expect(!announcement.data().isNull(), "data is missing");
        String data = text(announcement);
        expect(
                data.getBytes(StandardCharsets.UTF_8).length <= Limits.MAX_DATA_BYTES,
                "data has more than %d bytes".formatted(Limits.MAX_DATA_BYTES));
        return new Json(data);
    }

    private String text(Announcement announcement) {
        try {
            return mapper.writeValueAsString(announcement.data());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
