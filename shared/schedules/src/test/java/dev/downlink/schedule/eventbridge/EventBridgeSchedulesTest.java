package dev.downlink.schedule.eventbridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.TestClock;
import dev.downlink.concurrent.ParallelExecutor;
import dev.downlink.schedule.Schedule;
import dev.downlink.schedule.ScheduleLimitException;
import dev.downlink.schedule.ScheduleLimitException.Limit;
import dev.downlink.schedule.Schedules;
import dev.downlink.schedule.SchedulesContract;
import dev.downlink.schedule.Timing;
import io.micronaut.json.JsonMapper;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.GetScheduleResponse;
import software.amazon.awssdk.services.scheduler.model.ServiceQuotaExceededException;
import software.amazon.awssdk.services.scheduler.model.ThrottlingException;

class EventBridgeSchedulesTest extends SchedulesContract {

    private static final SchedulerSettings SETTINGS = new SchedulerSettings(
            "downlink-test", "arn:aws:iam::1:role/r", "arn:aws:lambda:::function:f:live", "arn:aws:sqs:::dead-letters");

    private final FakeScheduler scheduler = new FakeScheduler();
    private final TestClock clock = new TestClock();
    private final Schedules schedules = new EventBridgeSchedules(
            () -> scheduler, SETTINGS, new ParallelExecutor(Runnable::run), JsonMapper.createDefault(), clock);

    @Override
    protected Schedules schedules() {
        return schedules;
    }

    @Test
    void createsWithOneCallWhatDeletesItself() {
        schedules.put(once("s", "1"));

        GetScheduleResponse kept = kept();
        assertThat(scheduler.calls).containsExactly("create");
        assertThat(kept.groupName()).isEqualTo("downlink-test");
        assertThat(kept.scheduleExpression()).isEqualTo("at(2027-01-04T09:00:00)");
        assertThat(kept.scheduleExpressionTimezone()).isEqualTo("America/New_York");
        assertThat(kept.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.DELETE);
        assertThat(kept.target().roleArn()).isEqualTo(SETTINGS.role());
        assertThat(kept.target().deadLetterConfig().arn()).isEqualTo(SETTINGS.deadLetters());
    }

    @Test
    void retriesNoLongerThanTheOccurrenceIsWanted() {
        schedules.put(once("s", "1"));

        assertThat(kept().target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(300);
    }

    @Test
    void hasOnlyItsOwnPlaceholdersFilledIn() {
        schedules.put(once("s", "\"<aws.scheduler.execution-id>\""));

        assertThat(kept().target().input())
                .contains("\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"")
                .contains("\"scheduleArn\":\"<aws.scheduler.schedule-arn>\"")
                .doesNotContain("<aws.scheduler.execution-id>");
    }

    @Test
    void changesNothingForTheSameAgain() {
        schedules.put(once("s", "1"));
        schedules.put(once("s", "1"));

        assertThat(scheduler.calls).containsExactly("create", "create", "get");
    }

    @Test
    void createsWhatEndedWhileItWasToBeReplaced() {
        scheduler.nextCreate = ConflictException.builder().message("exists").build();

        schedules.put(once("s", "1"));

        assertThat(scheduler.calls).containsExactly("create", "get", "update", "create");
        assertThat(scheduler.schedules).containsKey("s");
    }

    @Test
    void keepsTheRhythmOfAPeriodThatBeganLongAgo() {
        Instant start = clock.instant().minus(Duration.ofHours(5)).minusSeconds(30);
        Schedule schedule = schedule("s", new Timing.Every(Duration.ofMinutes(20)), start, null, null);

        schedules.put(schedule);

        // The occurrence of half a minute ago may not have happened yet: named again it does, or is recognised.
        assertThat(kept().startDate()).isEqualTo(clock.instant().minusSeconds(30));
        assertThat(schedules.find(schedule.id()).flatMap(found -> found.next(clock.instant())))
                .isEqualTo(schedule.next(clock.instant()));
    }

    @Test
    void refusesWhatSchedulerCannotHold() {
        Schedule schedule = once("s", "\"" + "<".repeat(60_000) + "\"");

        assertThatThrownBy(() -> schedules.put(schedule))
                .isInstanceOfSatisfying(
                        ScheduleLimitException.class, e -> assertThat(e.limit()).isEqualTo(Limit.SIZE))
                .hasMessageContaining("holds 262144");
        assertThat(scheduler.calls).isEmpty();
    }

    @Test
    void tellsItsLimitsApart() {
        scheduler.nextCreate =
                ServiceQuotaExceededException.builder().message("full").build();
        assertThat(limit()).contains(Limit.COUNT);

        scheduler.nextCreate = ThrottlingException.builder().message("slow").build();
        assertThat(limit()).contains(Limit.RATE);
    }

    @Test
    void leavesOutWhatIsNoneOfOurs() {
        schedules.put(once("ours", "1"));
        scheduler.schedules.put(
                "other",
                Objects.requireNonNull(scheduler.schedules.get("ours")).toBuilder()
                        .name("other")
                        .target(t -> t.input("{}"))
                        .build());

        assertThat(schedules.list(null, 10, null).schedules()).containsExactly(once("ours", "1"));
    }

    private Optional<Limit> limit() {
        try {
            schedules.put(once("s", "1"));
            return Optional.empty();
        } catch (ScheduleLimitException e) {
            return Optional.of(e.limit());
        }
    }

    private GetScheduleResponse kept() {
        return Objects.requireNonNull(scheduler.schedules.get("s"));
    }
}
