package dev.downlink.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.downlink.local.aws.TestClock;
import dev.downlink.local.aws.TestEndpoint;
import dev.downlink.local.sqs.Queues;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.ConflictException;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ResourceNotFoundException;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.ScheduleSummary;
import software.amazon.awssdk.services.scheduler.model.ValidationException;

/** What AWS's Java client sees of schedules and groups. */
class SchedulerServiceTest {

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final SchedulerService service =
            new SchedulerService(SchedulerSettings.DEFAULT, new RecordedLambda(), new Queues(clock), clock);
    private final TestEndpoint endpoint = new TestEndpoint(service);
    private final SchedulerClient scheduler = endpoint.client(SchedulerClient.builder());

    @AfterEach
    void stop() {
        scheduler.close();
        endpoint.close();
        service.close();
    }

    @Test
    void givesBackWhatWasCreatedWithAwsDefaults() {
        String arn = create("s", r -> r.startDate(Instant.parse("2027-01-01T00:00:00Z")));

        var got = scheduler.getSchedule(r -> r.name("s"));

        assertThat(arn).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/s");
        assertThat(got.arn()).isEqualTo(arn);
        assertThat(got.groupName()).isEqualTo("default");
        assertThat(got.state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(got.scheduleExpressionTimezone()).isEqualTo("UTC");
        assertThat(got.actionAfterCompletion()).isEqualTo(ActionAfterCompletion.NONE);
        assertThat(got.startDate()).isEqualTo("2027-01-01T00:00:00Z");
        assertThat(got.creationDate()).isEqualTo(clock.instant());
        assertThat(got.target().retryPolicy().maximumRetryAttempts()).isEqualTo(185);
        assertThat(got.target().retryPolicy().maximumEventAgeInSeconds()).isEqualTo(86_400);
    }

    @Test
    void replacesTheWholeScheduleOnUpdate() {
        create("s", r -> r.description("before").state(ScheduleState.DISABLED));
        clock.advance(Duration.ofMinutes(1));

        scheduler.updateSchedule(r -> r.name("s")
                .scheduleExpression("rate(2 hours)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn("arn:aws:lambda:us-east-1:000000000000:function:f")
                        .roleArn("arn:aws:iam::0:role/x")));

        var got = scheduler.getSchedule(r -> r.name("s"));
        assertThat(got.scheduleExpression()).isEqualTo("rate(2 hours)");
        assertThat(got.description()).isNull();
        assertThat(got.state()).isEqualTo(ScheduleState.ENABLED);
        assertThat(got.creationDate()).isBefore(got.lastModificationDate());
    }

    @Test
    void refusesASecondOfTheSameNameButNotTheSameRequestAgain() {
        create("s", r -> r.clientToken("first"));

        assertThat(create("s", r -> r.clientToken("first"))).isNotBlank();
        assertThatThrownBy(() -> create("s", r -> r.clientToken("second")))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Schedule s already exists.");
    }

    @Test
    void saysWhatDoesNotExist() {
        assertThatThrownBy(() -> scheduler.getSchedule(r -> r.name("x")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule x does not exist.");
        assertThatThrownBy(() -> scheduler.deleteSchedule(r -> r.name("x")))
                .isInstanceOf(ResourceNotFoundException.class);
        assertThatThrownBy(() -> create("s", r -> r.groupName("nowhere")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Schedule group nowhere does not exist.");
    }

    @Test
    void refusesWhatTheServiceModelForbids() {
        assertThatThrownBy(() -> create("s", r -> r.scheduleExpression("rate(10)")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("Invalid Schedule Expression rate(10).");
        assertThatThrownBy(() -> create("no spaces", r -> {})).isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("s", r -> r.scheduleExpressionTimezone("Mars/Olympus")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("s", r -> r.flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create(
                        "s",
                        r -> r.target(t -> t.arn("arn:aws:lambda:::function:f")
                                .roleArn("arn:aws:iam::0:role/x")
                                .retryPolicy(p -> p.maximumRetryAttempts(186)))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create(
                        "s",
                        r -> r.startDate(clock.instant().plusSeconds(2))
                                .endDate(clock.instant().plusSeconds(1))))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> create("s", r -> r.startDate(clock.instant().minusSeconds(301))))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("The StartDate you specify cannot be earlier than 5 minutes ago.");
        assertThat(scheduler.listSchedules(r -> {}).schedules()).isEmpty();
    }

    @Test
    void listsSchedulesByGroupPrefixAndStateInPages() {
        scheduler.createScheduleGroup(r -> r.name("g"));
        create("a-1", r -> {});
        create("a-2", r -> r.state(ScheduleState.DISABLED));
        create("b-1", r -> r.groupName("g"));

        assertThat(scheduler.listSchedules(r -> r.namePrefix("a-")).schedules())
                .extracting(ScheduleSummary::name)
                .containsExactly("a-1", "a-2");
        assertThat(scheduler.listSchedules(r -> r.groupName("g")).schedules())
                .extracting(ScheduleSummary::name)
                .containsExactly("b-1");
        assertThat(scheduler.listSchedules(r -> r.state(ScheduleState.DISABLED)).schedules())
                .extracting(ScheduleSummary::name)
                .containsExactly("a-2");
        assertThat(scheduler.listSchedulesPaginator(r -> r.maxResults(1)).schedules())
                .extracting(ScheduleSummary::name)
                .containsExactly("a-1", "a-2", "b-1");
    }

    @Test
    void deletesAGroupWithItsSchedules() {
        scheduler.createScheduleGroup(r -> r.name("g"));
        create("s", r -> r.groupName("g"));
        String arn = scheduler.getScheduleGroup(r -> r.name("g")).arn();

        assertThat(arn).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule-group/g");
        assertThat(scheduler.listScheduleGroups(r -> {}).scheduleGroups()).hasSize(2);

        scheduler.deleteScheduleGroup(r -> r.name("g"));

        assertThat(scheduler.listScheduleGroups(r -> {}).scheduleGroups()).hasSize(1);
        assertThat(scheduler.listSchedules(r -> {}).schedules()).isEmpty();
        assertThatThrownBy(() -> scheduler.deleteScheduleGroup(r -> r.name("default")))
                .isInstanceOf(ValidationException.class);
    }

    private String create(String name, Consumer<CreateScheduleRequest.Builder> more) {
        return scheduler
                .createSchedule(r -> more.accept(r.name(name)
                        .scheduleExpression("rate(1 hour)")
                        .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                        .target(t -> t.arn("arn:aws:lambda:us-east-1:000000000000:function:f")
                                .roleArn("arn:aws:iam::000000000000:role/x"))))
                .scheduleArn();
    }
}
