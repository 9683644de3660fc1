package dev.downlink.scheduler;

import dev.downlink.channel.ChannelRules;
import dev.downlink.channel.Namespace;
import dev.downlink.history.Draft;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes announcements, each execution once. */
@Singleton
final class Announcer {

    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);

    /** Scheduler's execution ids have 16 characters; longer ones come from people and still make a key. */
    private static final int MAX_EXECUTION_ID_LENGTH = 100;

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
     * @return its position in the channel's history
     * @throws IllegalArgumentException if it cannot be published, now or ever
     */
    StreamPosition announce(Announcement announcement) {
        Json data = checked(announcement);
        Draft draft = new Draft(data, null, Map.of(), "schedule:" + announcement.executionId());
        StreamPosition position = Objects.requireNonNull(publisher.publish(announcement.channel(), draft));
        LOG.atInfo()
                .addKeyValue("channel", announcement.channel())
                .addKeyValue("execution", announcement.executionId())
                .addKeyValue(
                        "delayMillis",
                        Duration.between(announcement.scheduledTime(), clock.instant())
                                .toMillis())
                .log("announced");
        return position;
    }

    private Json checked(Announcement announcement) {
        Namespace namespace = rules.namespaceOf(announcement.channel())
                .orElseThrow(() ->
                        new IllegalArgumentException("channel '%s' does not exist".formatted(announcement.channel())));
        expect(
                namespace.hasHistory(),
                "channel '%s' has no history, without which an execution that is repeated would be published again"
                        .formatted(announcement.channel()));
        String executionId = announcement.executionId();
        // Left unfilled, the placeholder would make every execution look like the first.
        expect(
                !executionId.isBlank()
                        && !executionId.startsWith("<")
                        && executionId.length() <= MAX_EXECUTION_ID_LENGTH,
                "executionId '%s' is not one of Scheduler's".formatted(executionId));
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
