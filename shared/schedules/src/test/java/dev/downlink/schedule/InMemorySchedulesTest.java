package dev.downlink.schedule;

class InMemorySchedulesTest extends SchedulesContract {

    private final InMemorySchedules schedules = new InMemorySchedules();

    @Override
    protected Schedules schedules() {
        return schedules;
    }
}
