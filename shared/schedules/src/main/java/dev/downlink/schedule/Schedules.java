package dev.downlink.schedule;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The schedules of an environment. One that has no occurrences any more is removed by itself, soon after its last. Of two
 * changes at the same time, the later one wins.
 *
 * <p>Every method throws {@link ScheduleLimitException} where a limit is met.
 */
public interface Schedules {

    /** Creates the schedule, or replaces as a whole the one that has its id. The same again changes nothing. */
    void put(Schedule schedule);

    Optional<Schedule> find(ScheduleId id);

    /** @return whether there was one; what has occurred but is still being published is published */
    boolean remove(ScheduleId id);

    /**
     * A page of schedules in the order of their ids.
     *
     * @param idPrefix only those whose ids begin with it, and no other is read; null for all
     * @param limit 1 to {@link #MAX_PAGE}
     * @param cursor of the page before, with the same prefix; null for the first
     */
    Page list(@Nullable String idPrefix, int limit, @Nullable String cursor);

    /** 100: EventBridge Scheduler's limit. */
    int MAX_PAGE = 100;

    /** @param cursor of the next page; null if there is none */
    record Page(List<Schedule> schedules, @Nullable String cursor) {
        public Page {
            schedules = List.copyOf(schedules);
        }
    }
}
