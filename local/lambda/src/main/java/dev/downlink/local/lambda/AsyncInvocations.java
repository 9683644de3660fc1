package dev.downlink.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Backoff;
import dev.downlink.local.aws.Tasks;
import dev.downlink.local.lambda.InvocationResult.FunctionError;
import dev.downlink.local.lambda.InvocationResult.NotFound;
import dev.downlink.local.lambda.InvocationResult.Returned;
import dev.downlink.local.lambda.InvocationResult.Throttled;
import dev.downlink.local.sqs.Queues;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lambda's queue of asynchronous events: function errors are retried under the same request id as often as the function
 * allows, throttles until the event is too old; then the function's failure queue gets a record.
 */
final class AsyncInvocations {

    @FunctionalInterface
    interface Runner {
        CompletionStage<InvocationResult> run(String functionName, String requestId, byte[] payload);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AsyncInvocations.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Event(
            FunctionConfiguration function,
            String requestId,
            byte[] payload,
            Instant acceptedAt,
            int failures,
            int throttles) {

        Event failed() {
            return new Event(function, requestId, payload, acceptedAt, failures + 1, throttles);
        }

        Event throttled() {
            return new Event(function, requestId, payload, acceptedAt, failures, throttles + 1);
        }
    }

    private final Runner runner;
    private final List<Duration> retryDelays;
    private final Backoff throttleBackoff;
    private final LambdaFaults faults;
    private final Queues queues;
    private final ScheduledExecutorService timer;
    private final Clock clock;

    AsyncInvocations(
            Runner runner,
            List<Duration> retryDelays,
            Backoff throttleBackoff,
            LambdaFaults faults,
            Queues queues,
            ScheduledExecutorService timer,
            Clock clock) {
        this.runner = runner;
        this.retryDelays = retryDelays;
        this.throttleBackoff = throttleBackoff;
        this.faults = faults;
        this.queues = queues;
        this.timer = timer;
        this.clock = clock;
    }

    /**
     * Runs the event now; returns its request id.
     *
     * @throws AwsException if a fault says so
     */
    String accept(FunctionConfiguration function, byte[] payload) {
        if (faults.occurs(AsyncFault.Effect.REFUSE, function.name())) {
            throw refused();
        }
        Event event = new Event(function, UUID.randomUUID().toString(), payload, clock.instant(), 0, 0);
        run(event);
        if (faults.occurs(AsyncFault.Effect.DELIVER_TWICE, function.name())) {
            run(event);
        }
        if (faults.occurs(AsyncFault.Effect.LOSE_ANSWER, function.name())) {
            throw refused();
        }
        return event.requestId();
    }

    private static AwsException refused() {
        return new AwsException(500, "ServiceException", "Service encountered an internal error.");
    }

    private void run(Event event) {
        runner.run(event.function().name(), event.requestId(), event.payload()).whenComplete((result, failure) -> {
            if (failure == null) {
                settle(event, result);
            } else {
                LOG.error(
                        "event {} of {} is lost",
                        event.requestId(),
                        event.function().name(),
                        failure);
            }
        });
    }

    private void settle(Event event, InvocationResult result) {
        switch (result) {
            case Returned ignored -> {}
            case NotFound ignored -> {}
            case FunctionError error -> {
                Event failed = event.failed();
                if (failed.failures() > event.function().maximumRetryAttempts()) {
                    giveUp(failed, "RetriesExhausted", error.payload());
                } else {
                    Duration delay = retryDelays.get(Math.min(failed.failures(), retryDelays.size()) - 1);
                    runLater(failed, delay, error.payload());
                }
            }
            case Throttled ignored -> runLater(event.throttled(), throttleBackoff.before(event.throttles()), null);
        }
    }

    private void runLater(Event event, Duration delay, byte @Nullable [] error) {
        Instant expiresAt = event.acceptedAt().plus(event.function().maximumEventAge());
        if (clock.instant().plus(delay).isAfter(expiresAt)) {
            giveUp(event, "EventAgeExceeded", error);
        } else {
            Tasks.runAfter(timer, delay, () -> run(event));
        }
    }

    private void giveUp(Event event, String condition, byte @Nullable [] error) {
        String queue = event.function().onFailureQueue();
        if (queue != null) {
            queues.send(queue, record(event, condition, error));
        }
    }

    private String record(Event event, String condition, byte @Nullable [] error) {
        ObjectNode record = JSON.createObjectNode()
                .put("version", "1.0")
                .put("timestamp", clock.instant().toString());
        record.putObject("requestContext")
                .put("requestId", event.requestId())
                .put("functionArn", event.function().arn() + ":$LATEST")
                .put("condition", condition)
                .put("approximateInvokeCount", event.failures());
        record.putRawValue("requestPayload", json(event.payload()));
        if (error != null) {
            record.putObject("responseContext")
                    .put("statusCode", 200)
                    .put("executedVersion", "$LATEST")
                    .put("functionError", "Unhandled");
            record.putRawValue("responsePayload", json(error));
        }
        return record.toString();
    }

    private static RawValue json(byte[] payload) {
        return new RawValue(new String(payload, StandardCharsets.UTF_8));
    }
}
