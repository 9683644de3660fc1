package dev.downlink.schedule.eventbridge;

import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.DeleteScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.GetScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesRequest;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.SchedulerException;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.UpdateScheduleResponse;

/** Scheduler's API in memory, one group; it notes the names of the calls. */
final class FakeScheduler implements SchedulerClient {

    final NavigableMap<String, GetScheduleResponse> schedules = new TreeMap<>();
    final List<String> calls = new ArrayList<>();

    /** Thrown by the next create, once. */
    @Nullable
    SchedulerException nextCreate;

    @Override
    public CreateScheduleResponse createSchedule(CreateScheduleRequest request) {
        calls.add("create");
        @Nullable SchedulerException failure = nextCreate;
        nextCreate = null;
        if (failure != null) {
            throw failure;
        }
        if (schedules.containsKey(request.name())) {
            throw ConflictException.builder().message("exists").build();
        }
        schedules.put(
                request.name(),
                GetScheduleResponse.builder()
                        .groupName(request.groupName())
                        .name(request.name())
                        .scheduleExpression(request.scheduleExpression())
                        .scheduleExpressionTimezone(request.scheduleExpressionTimezone())
                        .startDate(request.startDate())
                        .endDate(request.endDate())
                        .flexibleTimeWindow(request.flexibleTimeWindow())
                        .state(request.state())
                        .actionAfterCompletion(request.actionAfterCompletion())
                        .target(request.target())
                        .build());
        return CreateScheduleResponse.builder().build();
    }

    @Override
    public UpdateScheduleResponse updateSchedule(UpdateScheduleRequest request) {
        calls.add("update");
        schedules.put(
                request.name(),
                existing(request.name()).toBuilder()
                        .scheduleExpression(request.scheduleExpression())
                        .scheduleExpressionTimezone(request.scheduleExpressionTimezone())
                        .startDate(request.startDate())
                        .endDate(request.endDate())
                        .flexibleTimeWindow(request.flexibleTimeWindow())
                        .state(request.state())
                        .actionAfterCompletion(request.actionAfterCompletion())
                        .target(request.target())
                        .build());
        return UpdateScheduleResponse.builder().build();
    }

    @Override
    public GetScheduleResponse getSchedule(GetScheduleRequest request) {
        calls.add("get");
        return existing(request.name());
    }

    @Override
    public DeleteScheduleResponse deleteSchedule(DeleteScheduleRequest request) {
        calls.add("delete");
        existing(request.name());
        schedules.remove(request.name());
        return DeleteScheduleResponse.builder().build();
    }

    @Override
    public ListSchedulesResponse listSchedules(ListSchedulesRequest request) {
        calls.add("list");
        String prefix = Objects.requireNonNullElse(request.namePrefix(), "");
        List<String> left =
                schedules.tailMap(Objects.requireNonNullElse(request.nextToken(), ""), false).keySet().stream()
                        .filter(name -> name.startsWith(prefix))
                        .toList();
        List<String> page = left.subList(0, Math.min(request.maxResults(), left.size()));
        return ListSchedulesResponse.builder()
                .schedules(page.stream()
                        .map(name -> ScheduleSummary.builder().name(name).build())
                        .toList())
                .nextToken(page.size() == left.size() ? null : page.getLast())
                .build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}

    private GetScheduleResponse existing(String name) {
        @Nullable GetScheduleResponse found = schedules.get(name);
        if (found == null) {
            throw ResourceNotFoundException.builder().message("does not exist").build();
        }
        return found;
    }
}
