package dev.downlink.local.scheduler;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Request bodies beside {@link ScheduleDefinition}, in the API's own names. */
final class Requests {

    private Requests() {}

    /** What CreateSchedule has beside the definition. */
    record Token(@Nullable String clientToken) {}

    /** CreateScheduleGroup and TagResource. */
    record Tagged(@Nullable List<Tag> tags) {}

    record Tag(String key, String value) {}
}
