package dev.downlink.schedule;

import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Schedules in memory. Nothing occurs: those that are over stay. */
public final class InMemorySchedules implements Schedules {

    private final NavigableMap<String, Schedule> schedules = new TreeMap<>();
    private ScheduleLimitException.@Nullable Limit limit;

    /** Every call meets this limit from now on. */
    public synchronized void meet(ScheduleLimitException.Limit value) {
        limit = value;
    }

    @Override
    public synchronized void put(Schedule schedule) {
        checkLimit();
        schedules.put(schedule.id().value(), schedule);
    }

    @Override
    public synchronized Optional<Schedule> find(ScheduleId id) {
        checkLimit();
        return Optional.ofNullable(schedules.get(id.value()));
    }

    @Override
    public synchronized boolean remove(ScheduleId id) {
        checkLimit();
        return schedules.remove(id.value()) != null;
    }

    @Override
    public synchronized Page list(@Nullable String idPrefix, int limit, @Nullable String cursor) {
        checkLimit();
        List<Schedule> left = (cursor == null ? schedules : schedules.tailMap(cursor, false))
                .values().stream()
                        .filter(schedule ->
                                idPrefix == null || schedule.id().value().startsWith(idPrefix))
                        .toList();
        List<Schedule> page = left.subList(0, Math.min(limit, left.size()));
        return new Page(
                page, page.size() == left.size() ? null : page.getLast().id().value());
    }

    private void checkLimit() {
        if (limit != null) {
            throw new ScheduleLimitException(limit, "met by a test");
        }
    }
}
