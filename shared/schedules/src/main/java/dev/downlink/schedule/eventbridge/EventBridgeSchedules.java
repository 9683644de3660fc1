package dev.downlink.schedule.eventbridge;

import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.schedule.InvalidScheduleException;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleId;
import dev.downlink.schedule.ScheduleLimitException;
import dev.downlink.schedule.ScheduleLimitException.Limit;
import dev.downlink.schedule.Schedules;
import io.micronaut.context.BeanProvider;
import io.micronaut.json.JsonMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ListSchedulesResponse;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.scheduler.model.ThrottlingException;

/** Schedules in a group of EventBridge Scheduler, which holds all there is to know of them. */
@Singleton
final class EventBridgeSchedules implements Schedules {

    private static final Logger LOG = LoggerFactory.getLogger(EventBridgeSchedules.class);

    /** 256 KB: Scheduler's limit for the input of a target. */
    private static final int MAX_INPUT_BYTES = 256 * 1024;

    /** A schedule may end, or be created by someone else, between our calls; not forever. */
    private static final int MAX_ATTEMPTS = 3;

    /** Made when first used, which in many functions is never. */
    private final BeanProvider<SchedulerClient> scheduler;

    private final SchedulerSettings settings;
    private final ParallelExecutor parallel;
    private final JsonMapper mapper;
    private final Clock clock;

    EventBridgeSchedules(
            BeanProvider<SchedulerClient> scheduler,
            SchedulerSettings settings,
            ParallelExecutor parallel,
            JsonMapper mapper,
            Clock clock) {
        this.scheduler = scheduler;
        this.settings = settings;
        this.parallel = parallel;
        this.mapper = mapper;
        this.clock = clock;
    }

    @Override
    public void put(Schedule schedule) {
        Definition definition = Definition.of(schedule, settings, clock.instant(), mapper);
        int bytes = definition.target().input().getBytes(StandardCharsets.UTF_8).length;
        if (bytes > MAX_INPUT_BYTES) {
            throw new ScheduleLimitException(
                    Limit.SIZE,
                    "the schedule takes %d bytes; EventBridge Scheduler holds %d".formatted(bytes, MAX_INPUT_BYTES));
        }
        limited(() -> {
            for (int attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
                if (create(definition) || replace(schedule, definition)) {
                    return true;
                }
            }
            throw new IllegalStateException("schedule %s keeps appearing and going".formatted(schedule.id()));
        });
    }

    @Override
    public Optional<Schedule> find(ScheduleId id) {
        return limited(() -> read(id.value()));
    }

    @Override
    public boolean remove(ScheduleId id) {
        return limited(() -> {
            try {
                scheduler
                        .get()
                        .deleteSchedule(
                                delete -> delete.groupName(settings.group()).name(id.value()));
                return true;
            } catch (ResourceNotFoundException gone) {
                return false;
            }
        });
    }

    @Override
    public Page list(@Nullable String idPrefix, int limit, @Nullable String cursor) {
        return limited(() -> {
            ListSchedulesResponse page = scheduler
                    .get()
                    .listSchedules(list -> list.groupName(settings.group())
                            .namePrefix(idPrefix)
                            .maxResults(limit)
                            .nextToken(cursor));
            return new Page(
                    parallel
                            .map(
                                    page.schedules().stream()
                                            .map(ScheduleSummary::name)
                                            .toList(),
                                    this::read)
                            .stream()
                            .flatMap(Optional::stream)
                            .toList(),
                    page.nextToken());
        });
    }

    /** @return whether there was none yet */
    private boolean create(Definition definition) {
        try {
            scheduler.get().createSchedule(definition.create());
            return true;
        } catch (ConflictException exists) {
            return false;
        }
    }

    /** @return whether there still was one */
    private boolean replace(Schedule schedule, Definition definition) {
        try {
            if (!read(schedule.id().value()).equals(Optional.of(schedule))) {
                scheduler.get().updateSchedule(definition.update());
            }
            return true;
        } catch (ResourceNotFoundException gone) {
            return false;
        }
    }

    private Optional<Schedule> read(String name) {
        try {
            GetScheduleResponse found = scheduler
                    .get()
                    .getSchedule(get -> get.groupName(settings.group()).name(name));
            return Optional.of(Definition.schedule(found, mapper));
        } catch (ResourceNotFoundException gone) {
            return Optional.empty();
        } catch (IOException | InvalidScheduleException e) {
            LOG.atWarn()
                    .addKeyValue("schedule", name)
                    .addKeyValue("reason", e.getMessage())
                    .log("leaving out a schedule that was not created through the HTTP API");
            return Optional.empty();
        }
    }

    private static <T> T limited(Supplier<T> call) {
        try {
            return call.get();
        } catch (ServiceQuotaExceededException e) {
            throw new ScheduleLimitException(Limit.COUNT, "the account has as many schedules as its quota allows");
        } catch (ThrottlingException e) {
            throw new ScheduleLimitException(Limit.RATE, "EventBridge Scheduler refuses more calls for now");
        }
    }
}
