package dev.downlink.schedulerservice;

import dev.downlink.channel.Channel;
import dev.downlink.channel.ChannelName;
import dev.downlink.channel.ChannelRules;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.publish.Publisher;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Publishes announcements, once per schedule and scheduled time. */
@Singleton
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** 2 minutes: Scheduler calls within one; one more for a cold start and a retry. */
    private static final Duration LATE = Duration.ofMinutes(2);

    private final ChannelRules rules;
    private final Publisher publisher;
    private final AnnouncementData data;
    private final ParallelExecutor parallel;
    private final Clock clock;

    Announcer(ChannelRules rules, Publisher publisher, AnnouncementData data, ParallelExecutor parallel, Clock clock) {
        this.rules = rules;
        this.publisher = publisher;
        this.data = data;
        this.parallel = parallel;
        this.clock = clock;
    }

    /**
     * Publishes to each channel, also after one failed. A retry publishes where the publication is missing.
     *
     * @return how many channels have it; 0 if it is skipped as too late
     * @throws IllegalArgumentException if it is invalid: a retry fails too
     */
    int announce(Announcement announcement) {
        Draft draft = data.draft(announcement, idempotencyKey(announcement));
        List<ChannelName> names = channels(announcement);
        Duration delay = delay(announcement);
        @Nullable Long within = announcement.deliverWithinSeconds();
        if (within != null && delay.compareTo(Duration.ofSeconds(within)) > 0) {
            log(Level.WARN, announcement, delay, "skipping an occurrence that is too late");
            return 0;
        }
        parallel.each(names, name -> publisher.publish(channel(name), draft));
        if (delay.compareTo(LATE) > 0) {
            log(Level.WARN, announcement, delay, "published an occurrence late");
        } else {
            log(Level.INFO, announcement, delay, "published an occurrence");
        }
        return names.size();
    }

    /** Without Scheduler's execution id, which differs from attempt to attempt. */
    private static IdempotencyKey idempotencyKey(Announcement announcement) {
        return new IdempotencyKey.Named(Objects.requireNonNullElse(
                announcement.idempotencyKey(), announcement.scheduleArn() + "@" + announcement.scheduledTime()));
    }

    private static List<ChannelName> channels(Announcement announcement) {
        List<String> several = Objects.requireNonNullElse(announcement.channels(), List.of());
        List<ChannelName> names = Stream.concat(Stream.ofNullable(announcement.channel()), several.stream())
                .map(ChannelName::new)
                .toList();
        AnnouncementData.expect(!names.isEmpty(), "channel is missing");
        return names;
    }

    /** The delay, measured from the end of its window. */
    private Duration delay(Announcement announcement) {
        Duration window = Duration.ofSeconds(Objects.requireNonNullElse(announcement.windowSeconds(), 0L));
        return Duration.between(announcement.scheduledTime().plus(window), clock.instant());
    }

    /** Alarms count warnings by their text (terraform/modules/observability). */
    private static void log(Level level, Announcement announcement, Duration delay, String message) {
        LOG.atLevel(level)
                .addKeyValue("schedule", announcement.scheduleArn())
                .addKeyValue("scheduledTime", announcement.scheduledTime())
                .addKeyValue("delayMillis", delay.toMillis())
                .log(message);
    }

    private Channel channel(ChannelName name) {
        Channel channel = rules.find(name)
                .orElseThrow(() -> new IllegalArgumentException("channel '%s' does not exist".formatted(name)));
        AnnouncementData.expect(
                channel.hasHistory(),
                "channel '%s' has no history, without which an attempt that is repeated would be published again"
                        .formatted(channel));
        return channel;
    }
}
