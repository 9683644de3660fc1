package dev.downlink.schedulerservice.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.api.ApiRequest;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.Schedules;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/**
 * Lists schedules in the order of their ids.
 *
 * @param idPrefix only those whose ids begin with it: no other is read
 * @param channelPrefix only those that publish to a channel which begins with it
 * @param limit how many are read
 * @param cursor from the page before
 */
@Serdeable.Deserializable
record ScheduleListRequest(
        @JsonProperty("id_prefix") @Nullable String idPrefix,
        @JsonProperty("channel_prefix") @Nullable String channelPrefix,
        @Nullable Integer limit,
        @Nullable String cursor)
        implements ApiRequest {

    int size() {
        return limit == null ? Schedules.MAX_PAGE : limit;
    }

    boolean hasValidIdPrefix() {
        return idPrefix == null || new ScheduleId(idPrefix).valid();
    }

    boolean withinLimit() {
        return size() >= 1 && size() <= Schedules.MAX_PAGE;
    }
}
