package dev.downlink.schedulerservice.api;

import dev.downlink.api.ApiRequest;
import dev.downlink.schedule.ScheduleId;
import io.micronaut.serde.annotation.Serdeable;
import org.jspecify.annotations.Nullable;

/** Says which schedule a call is about. */
@Serdeable.Deserializable
record ScheduleIdRequest(@Nullable String id) implements ApiRequest {

    ScheduleId scheduleId() {
        return new ScheduleId(id == null ? "" : id);
    }
}
