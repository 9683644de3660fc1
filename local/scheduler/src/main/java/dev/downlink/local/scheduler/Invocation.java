package dev.downlink.local.scheduler;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.downlink.local.aws.LocalAccount;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One attempt to invoke the target of a schedule that was due.
 *
 * @param due the scheduled time: the same in every attempt
 * @param executionId of this attempt alone
 * @param attempt from 1
 */
record Invocation(Schedule schedule, Instant due, UUID executionId, int attempt) {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern FUNCTION =
            Pattern.compile("arn:aws[a-zA-Z-]*:lambda:[^:]*:[^:]*:function:([^:]+)(?::[^:]+)?");

    static Invocation first(Schedule schedule, Instant due) {
        return new Invocation(schedule, due, UUID.randomUUID(), 1);
    }

    Invocation next() {
        return new Invocation(schedule, due, UUID.randomUUID(), attempt + 1);
    }

    /** Empty for a target that is no Lambda function. */
    Optional<String> functionName() {
        Matcher function = FUNCTION.matcher(schedule.definition().target().arn());
        return function.matches() ? Optional.of(function.group(1)) : Optional.empty();
    }

    /** The name of the queue that gets what the target does not accept. */
    Optional<String> deadLetterQueue() {
        return Optional.ofNullable(schedule.definition().target().deadLetterConfig())
                .map(ScheduleDefinition.DeadLetterConfig::arn)
                .map(arn -> arn.substring(arn.lastIndexOf(':') + 1));
    }

    /** The target's input with AWS's context attributes filled in, or AWS's own event where there is no input. */
    byte[] payload() {
        String input = schedule.definition().target().input();
        String payload = input == null
                ? event()
                : input.replace("<aws.scheduler.schedule-arn>", schedule.arn())
                        .replace("<aws.scheduler.scheduled-time>", time())
                        .replace("<aws.scheduler.execution-id>", executionId.toString())
                        .replace("<aws.scheduler.attempt-number>", Integer.toString(attempt));
        return payload.getBytes(StandardCharsets.UTF_8);
    }

    private String event() {
        ObjectNode event = JSON.createObjectNode()
                .put("version", "0")
                .put("id", executionId.toString())
                .put("detail-type", "Scheduled Event")
                .put("source", "aws.scheduler")
                .put("account", LocalAccount.ID)
                .put("time", time())
                .put("region", LocalAccount.REGION);
        event.putArray("resources").add(schedule.arn());
        // A string, unlike in EventBridge's own events.
        return event.put("detail", "{}").toString();
    }

    private String time() {
        return due.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
