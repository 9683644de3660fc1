package dev.downlink.schedulerservice;

import dev.downlink.history.Draft;
import dev.downlink.history.IdempotencyKey;
import dev.downlink.protocol.Json;
import dev.downlink.protocol.Limits;
import dev.downlink.protocol.Publication;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.tree.JsonNode;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Validates announcements and makes drafts of them. */
@Singleton
final class AnnouncementData {

    /** Group and name have up to 64 characters each. */
    private static final Pattern SCHEDULE_ARN = Pattern.compile(
            "arn:aws[a-z-]*:scheduler:[a-z0-9-]+:\\d{12}:schedule/[0-9a-zA-Z_.-]{1,64}/[0-9a-zA-Z_.-]{1,64}");

    private final JsonMapper mapper;

    AnnouncementData(JsonMapper mapper) {
        this.mapper = mapper;
    }

    /** @throws IllegalArgumentException if it is invalid */
    Draft draft(Announcement announcement, IdempotencyKey key) {
        // An unfilled placeholder would give all schedules one idempotency key.
        expect(
                SCHEDULE_ARN.matcher(announcement.scheduleArn()).matches(),
                "scheduleArn '%s' is not the ARN of a schedule".formatted(announcement.scheduleArn()));
        Json data = data(announcement);
        Map<String, String> tags = Objects.requireNonNullElse(announcement.tags(), Map.of());
        expect(
                data.utf8Length() + Publication.wireBytes(tags) <= Limits.MAX_DATA_BYTES,
                "data has more than %d bytes".formatted(Limits.MAX_DATA_BYTES));
        return new Draft(data, null, tags, key);
    }

    private Json data(Announcement announcement) {
        @Nullable String json = announcement.json();
        if (json != null) {
            return Json.read(json).orElseThrow(() -> new IllegalArgumentException("json is not JSON"));
        }
        @Nullable JsonNode node = announcement.data();
        if (node == null || node.isNull()) {
            throw new IllegalArgumentException("data is missing");
        }
        try {
            return new Json(mapper.writeValueAsString(node));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void expect(boolean condition, String otherwise) {
        if (!condition) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
