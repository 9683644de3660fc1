package dev.downlink.local.scheduler;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.aws.TestClock;
import dev.downlink.local.aws.TestEndpoint;
import dev.downlink.local.sqs.Queues;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.scheduler.SchedulerClient;
import software.amazon.awssdk.services.scheduler.model.ActionAfterCompletion;
import software.amazon.awssdk.services.scheduler.model.CreateScheduleRequest;
import software.amazon.awssdk.services.scheduler.model.FlexibleTimeWindowMode;
import software.amazon.awssdk.services.scheduler.model.ScheduleState;
import software.amazon.awssdk.services.scheduler.model.Target;

class SchedulerFiringTest {

    private static final String FUNCTION_ARN = "arn:aws:lambda:us-east-1:000000000000:function:announce";
    /** The tests fire by hand. */
    private static final SchedulerSettings SETTINGS = new SchedulerSettings(
            Duration.ofDays(1), new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(4)), Optional.empty());

    private final TestClock clock = new TestClock(Instant.parse("2026-11-21T08:00:00Z"));
    private final RecordedLambda lambda = new RecordedLambda();
    private final Queues queues = new Queues(clock);
    private SchedulerService service;
    private TestEndpoint endpoint;
    private SchedulerClient scheduler;

    @BeforeEach
    void start() {
        service = new SchedulerService(SETTINGS, lambda, queues, clock);
        endpoint = new TestEndpoint(service);
        scheduler = endpoint.client(SchedulerClient.builder());
    }

    @AfterEach
    void stop() {
        scheduler.close();
        endpoint.close();
        service.close();
    }

    @Test
    void firesARateAtOnceAndThenEveryPeriod() {
        create("rate(5 minutes)", r -> {});

        assertThat(firedAfter(Duration.ZERO)).isEqualTo(1);
        assertThat(firedAfter(Duration.ofSeconds(299))).isEqualTo(1);
        assertThat(firedAfter(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(firedAfter(Duration.ofMinutes(5))).isEqualTo(3);
        assertThat(lambda.calls()).extracting(RecordedLambda.Call::functionName).containsOnly("announce");
    }

    @Test
    void startsARateAtItsStartDateAndEndsItAtItsEndDate() {
        create(
                "rate(5 minutes)",
                r -> r.startDate(clock.instant().plusSeconds(60))
                        .endDate(clock.instant().plusSeconds(60 + 300)));

        assertThat(firedAfter(Duration.ofSeconds(59))).isZero();
        assertThat(firedAfter(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(firedAfter(Duration.ofMinutes(5))).isEqualTo(2);
        assertThat(firedAfter(Duration.ofMinutes(5))).isEqualTo(2);
    }

    @Test
    void firesAOneTimeScheduleOnceAndDeletesItIfAsked() {
        create(
                "at(2026-11-21T09:30:00)",
                r -> r.scheduleExpressionTimezone("Europe/Paris").actionAfterCompletion(ActionAfterCompletion.DELETE));

        assertThat(firedAfter(Duration.ofMinutes(29))).isZero();
        assertThat(firedAfter(Duration.ofMinutes(1))).isEqualTo(1);
        assertThat(firedAfter(Duration.ofDays(1))).isEqualTo(1);
        assertThat(scheduler.listSchedules(r -> {}).schedules()).isEmpty();
    }

    @Test
    void keepsAFinishedOneTimeScheduleByDefault() {
        create("at(2026-11-21T08:30:00)", r -> {});

        assertThat(firedAfter(Duration.ofMinutes(30))).isEqualTo(1);
        assertThat(scheduler.listSchedules(r -> {}).schedules()).hasSize(1);
    }

    @Test
    void doesNotFireWhatIsDisabledOrDeleted() {
        create("rate(1 minute)", r -> r.state(ScheduleState.DISABLED));
        assertThat(firedAfter(Duration.ofMinutes(2))).isZero();

        scheduler.updateSchedule(r -> r.name("s")
                .scheduleExpression("rate(1 minute)")
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION_ARN).roleArn("arn:aws:iam::000000000000:role/x")));
        assertThat(firedAfter(Duration.ZERO)).as("omitted, so enabled again").isEqualTo(1);

        scheduler.deleteSchedule(r -> r.name("s"));
        assertThat(firedAfter(Duration.ofMinutes(2))).isEqualTo(1);
    }

    @Test
    void firesWithinTheFlexibleWindow() {
        create(
                "cron(0 9 * * ? *)",
                r -> r.flexibleTimeWindow(
                        w -> w.mode(FlexibleTimeWindowMode.FLEXIBLE).maximumWindowInMinutes(15)));

        assertThat(firedAfter(Duration.ofMinutes(59))).isZero();
        assertThat(firedAfter(Duration.ofMinutes(16))).isEqualTo(1);
        assertThat(json().get("time").asText()).as("the nominal time").isEqualTo("2026-11-21T09:00:00Z");
    }

    @Test
    void fillsInTheContextAttributes() {
        create("at(2026-11-21T08:00:05)", r -> r.target(attempts(t -> {})));
        firedAfter(Duration.ofSeconds(7));

        assertThat(json().get("arn").asText()).isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/s");
        assertThat(json().get("time").asText()).isEqualTo("2026-11-21T08:00:05Z");
        assertThat(json().get("id").asText()).isNotBlank().doesNotContain("<");
        assertThat(json().get("attempt").asInt()).isEqualTo(1);
    }

    @Test
    void sendsAwsOwnEventWithoutAnInput() {
        create("at(2026-11-21T08:00:05)", r -> {});
        firedAfter(Duration.ofSeconds(5));

        assertThat(json().get("detail-type").asText()).isEqualTo("Scheduled Event");
        assertThat(json().get("source").asText()).isEqualTo("aws.scheduler");
        assertThat(json().get("resources").get(0).asText())
                .isEqualTo("arn:aws:scheduler:us-east-1:000000000000:schedule/default/s");
        assertThat(json().get("detail").asText()).as("a string, not an object").isEqualTo("{}");
    }

    @Test
    void keepsSchedulesOnDisk(@TempDir Path directory) {
        SchedulerSettings settings = SETTINGS.withDirectory(directory);
        try (SchedulerService first = new SchedulerService(settings, lambda, queues, clock)) {
            first.ensure("s", "rate(1 hour)", "UTC", "announce", Optional.of("{}"));
            first.fire();
        }
        clock.advance(Duration.ofMinutes(10));
        try (SchedulerService second = new SchedulerService(settings, lambda, queues, clock)) {
            second.ensure("s", "rate(1 hour)", "UTC", "announce", Optional.of("{}"));
            second.fire();
            assertThat(lambda.calls()).as("the same schedule goes on").hasSize(1);
            clock.advance(Duration.ofMinutes(50));
            second.fire();
            assertThat(lambda.calls()).hasSize(2);
            second.ensure("s", "rate(2 hours)", "UTC", "announce", Optional.of("{}"));
            second.fire();
            assertThat(lambda.calls()).as("a changed one starts anew").hasSize(3);
        }
    }

    @Test
    void firesOnceWhatWasDueWhileNothingRan(@TempDir Path directory) {
        SchedulerSettings settings = SETTINGS.withDirectory(directory);
        try (SchedulerService first = new SchedulerService(settings, lambda, queues, clock);
                TestEndpoint kept = new TestEndpoint(first);
                SchedulerClient client = kept.client(SchedulerClient.builder())) {
            client.createSchedule(r -> r.name("s")
                    .scheduleExpression("at(2026-11-21T08:05:00)")
                    .actionAfterCompletion(ActionAfterCompletion.DELETE)
                    .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                    .target(attempts(t -> {})));
        }
        clock.advance(Duration.ofMinutes(10));
        for (int run = 0; run < 2; run++) {
            try (SchedulerService next = new SchedulerService(settings, lambda, queues, clock)) {
                next.fire();
            }
        }

        assertThat(lambda.calls()).hasSize(1);
        assertThat(json().get("time").asText()).isEqualTo("2026-11-21T08:05:00Z");
    }

    @Test
    void followsTheTimezoneOfADescribedSchedule() {
        service.ensure("s", "at(2026-11-21T09:30:00)", "Europe/Paris", "announce", Optional.empty());

        assertThat(firedAfter(Duration.ofMinutes(29))).isZero();
        assertThat(firedAfter(Duration.ofMinutes(1))).isEqualTo(1);
    }

    @Test
    void sendsWhatNoFunctionTakesToTheDeadLetterQueue() {
        lambda.forget("announce");
        create(
                "rate(1 minute)",
                r -> r.target(t -> t.arn(FUNCTION_ARN)
                        .roleArn("arn:aws:iam::000000000000:role/x")
                        .input("{\"n\":1}")
                        .deadLetterConfig(q -> q.arn("arn:aws:sqs:us-east-1:000000000000:letters"))));

        firedAfter(Duration.ZERO);

        assertThat(queues.bodies("letters")).containsExactly("{\"n\":1}");
    }

    @Test
    void retriesUnderANewExecutionIdThatCountsUp() {
        lambda.loseAnswer();
        create("at(2026-11-21T08:00:05)", r -> r.target(attempts(t -> {})));

        assertThat(firedAfter(Duration.ofSeconds(5))).isEqualTo(1);
        JsonNode first = json();
        assertThat(firedAfter(Duration.ofSeconds(1))).isEqualTo(2);
        JsonNode second = json();

        assertThat(second.get("time")).isEqualTo(first.get("time"));
        assertThat(second.get("arn")).isEqualTo(first.get("arn"));
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
        assertThat(first.get("attempt").asInt()).isEqualTo(1);
        assertThat(second.get("attempt").asInt()).isEqualTo(2);
        assertThat(firedAfter(Duration.ofMinutes(1))).isEqualTo(2);
    }

    @Test
    void backsOffBetweenRetriesAndKeepsItsOtherTurns() {
        lambda.fail(2);
        create("rate(1 minute)", r -> {});

        assertThat(firedAfter(Duration.ZERO)).isZero();
        assertThat(firedAfter(Duration.ofSeconds(1))).isZero();
        assertThat(firedAfter(Duration.ofSeconds(1))).isZero();
        assertThat(firedAfter(Duration.ofSeconds(1))).isEqualTo(1);
        assertThat(firedAfter(Duration.ofSeconds(57))).isEqualTo(2);
    }

    @Test
    void sendsWhatNoRetryHelpsToTheDeadLetterQueue() {
        lambda.fail(3);
        create(
                "at(2026-11-21T08:00:05)",
                r -> r.target(attempts(t -> t.retryPolicy(p -> p.maximumRetryAttempts(1))
                        .deadLetterConfig(q -> q.arn("arn:aws:sqs:us-east-1:000000000000:letters")))));

        firedAfter(Duration.ofSeconds(5));
        assertThat(queues.bodies("letters")).isEmpty();
        firedAfter(Duration.ofSeconds(1));
        assertThat(queues.bodies("letters")).singleElement().asString().contains("\"attempt\":2");
        assertThat(firedAfter(Duration.ofMinutes(1))).isZero();
    }

    @Test
    void givesUpWhatIsTooOldToRetry() {
        lambda.fail(100);
        create(
                "at(2026-11-21T08:00:05)",
                r -> r.target(attempts(t -> t.retryPolicy(p -> p.maximumEventAgeInSeconds(60))
                        .deadLetterConfig(q -> q.arn("arn:aws:sqs:us-east-1:000000000000:letters")))));

        firedAfter(Duration.ofSeconds(5));
        firedAfter(Duration.ofSeconds(58));
        assertThat(queues.bodies("letters")).isEmpty();
        firedAfter(Duration.ofSeconds(2));
        assertThat(queues.bodies("letters")).hasSize(1);
    }

    @Test
    void retriesNothingOfADeletedSchedule() {
        lambda.fail(1);
        create("rate(1 hour)", r -> {});
        firedAfter(Duration.ZERO);

        scheduler.deleteSchedule(r -> r.name("s"));

        assertThat(firedAfter(Duration.ofSeconds(5))).isZero();
    }

    @Test
    void firesByItself() {
        SchedulerSettings settings =
                new SchedulerSettings(Duration.ofMillis(10), SETTINGS.retryBackoff(), Optional.empty());
        try (SchedulerService service = new SchedulerService(settings, lambda, queues, Clock.systemUTC())) {
            service.ensure("s", "rate(1 hour)", "UTC", "announce", Optional.empty());

            await().untilAsserted(() -> assertThat(lambda.calls()).hasSize(1));
        }
    }

    private void create(String expression, Consumer<CreateScheduleRequest.Builder> more) {
        scheduler.createSchedule(r -> more.accept(r.name("s")
                .scheduleExpression(expression)
                .flexibleTimeWindow(w -> w.mode(FlexibleTimeWindowMode.OFF))
                .target(t -> t.arn(FUNCTION_ARN).roleArn("arn:aws:iam::000000000000:role/x"))));
    }

    /** A target that is told everything about the attempt. */
    private static Consumer<Target.Builder> attempts(Consumer<Target.Builder> more) {
        return target -> more.accept(target.arn(FUNCTION_ARN)
                .roleArn("arn:aws:iam::000000000000:role/x")
                .input("{\"arn\":\"<aws.scheduler.schedule-arn>\",\"time\":\"<aws.scheduler.scheduled-time>\","
                        + "\"id\":\"<aws.scheduler.execution-id>\",\"attempt\":<aws.scheduler.attempt-number>}"));
    }

    private int firedAfter(Duration duration) {
        clock.advance(duration);
        service.fire();
        return lambda.calls().size();
    }

    private JsonNode json() {
        try {
            return new JsonMapper().readTree(lambda.calls().getLast().payload());
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
