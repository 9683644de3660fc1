package dev.downlink.local.scheduler;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.downlink.local.aws.AwsException;
import dev.downlink.local.aws.Constraints;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What a client says of a schedule, in the API's own names and completed with AWS's defaults; checked when it is made. */
record ScheduleDefinition(
        @Nullable String groupName,
        @Nullable String description,
        @Nullable State state,
        String scheduleExpression,
        @Nullable String scheduleExpressionTimezone,
        @Nullable Instant startDate,
        @Nullable Instant endDate,
        FlexibleTimeWindow flexibleTimeWindow,
        @Nullable ActionAfterCompletion actionAfterCompletion,
        Target target) {

    /** Schedules and groups are named alike. */
    static final Pattern NAME = Pattern.compile("[0-9a-zA-Z-_.]+");

    static final String DEFAULT_GROUP = "default";
    private static final String DEFAULT_TIMEZONE = "UTC";

    ScheduleDefinition {
        Constraints.length("groupName", groupName, 1, 64);
        Constraints.matches("groupName", groupName, NAME);
        Constraints.length("description", description, 0, 512);
        Constraints.present("scheduleExpression", scheduleExpression);
        Constraints.length("scheduleExpression", scheduleExpression, 1, 256);
        Constraints.present("flexibleTimeWindow", flexibleTimeWindow);
        Constraints.present("target", target);
        groupName = groupName == null ? DEFAULT_GROUP : groupName;
        state = state == null ? State.ENABLED : state;
        scheduleExpressionTimezone = scheduleExpressionTimezone == null ? DEFAULT_TIMEZONE : scheduleExpressionTimezone;
        actionAfterCompletion = actionAfterCompletion == null ? ActionAfterCompletion.NONE : actionAfterCompletion;
        ScheduleExpressions.parse(scheduleExpression);
        zone(scheduleExpressionTimezone);
        if (startDate != null && endDate != null && !startDate.isBefore(endDate)) {
            throw AwsException.validation("The StartDate you specify must come before the EndDate.");
        }
    }

    enum State {
        ENABLED,
        DISABLED
    }

    enum ActionAfterCompletion {
        NONE,
        DELETE
    }

    record FlexibleTimeWindow(Mode mode, @Nullable Integer maximumWindowInMinutes) {

        enum Mode {
            OFF,
            FLEXIBLE
        }

        FlexibleTimeWindow {
            Constraints.present("flexibleTimeWindow.mode", mode);
            Constraints.range("flexibleTimeWindow.maximumWindowInMinutes", maximumWindowInMinutes, 1, 1440);
            if (mode == Mode.FLEXIBLE && maximumWindowInMinutes == null) {
                throw AwsException.validation(
                        "FlexibleTimeWindow must have MaximumWindowInMinutes when Mode is FLEXIBLE.");
            }
            if (mode == Mode.OFF && maximumWindowInMinutes != null) {
                throw AwsException.validation("MaximumWindowInMinutes must not be set when Mode is OFF.");
            }
        }
    }

    /** Other members, for targets that are not emulated, are accepted and forgotten. */
    record Target(
            String arn,
            String roleArn,
            @Nullable String input,
            @Nullable RetryPolicy retryPolicy,
            @Nullable DeadLetterConfig deadLetterConfig) {

        private static final Pattern ARN = Pattern.compile("arn:(aws[a-zA-Z-]*)?:[a-zA-Z0-9-]+:.+");

        Target {
            Constraints.present("target.arn", arn);
            Constraints.length("target.arn", arn, 1, 1600);
            Constraints.matches("target.arn", arn, ARN);
            Constraints.present("target.roleArn", roleArn);
            Constraints.length("target.input", input, 1, 256 * 1024);
            retryPolicy = retryPolicy == null ? new RetryPolicy(null, null) : retryPolicy;
        }

        RetryPolicy retries() {
            return retryPolicy == null ? new RetryPolicy(null, null) : retryPolicy;
        }
    }

    record RetryPolicy(
            @Nullable Integer maximumRetryAttempts,
            @Nullable Integer maximumEventAgeInSeconds) {

        RetryPolicy {
            Constraints.range("target.retryPolicy.maximumRetryAttempts", maximumRetryAttempts, 0, 185);
            Constraints.range("target.retryPolicy.maximumEventAgeInSeconds", maximumEventAgeInSeconds, 60, 86_400);
            maximumRetryAttempts = maximumRetryAttempts == null ? 185 : maximumRetryAttempts;
            maximumEventAgeInSeconds = maximumEventAgeInSeconds == null ? 86_400 : maximumEventAgeInSeconds;
        }

        /** Whether what failed so many times may be attempted again then. */
        boolean allow(int failedAttempts, Instant due, Instant then) {
            return (maximumRetryAttempts == null || failedAttempts <= maximumRetryAttempts)
                    && (maximumEventAgeInSeconds == null || !then.isAfter(due.plusSeconds(maximumEventAgeInSeconds)));
        }
    }

    record DeadLetterConfig(@JsonProperty("Arn") @Nullable String arn) {}

    String group() {
        return groupName == null ? DEFAULT_GROUP : groupName;
    }

    ZoneId zone() {
        return zone(scheduleExpressionTimezone == null ? DEFAULT_TIMEZONE : scheduleExpressionTimezone);
    }

    private static ZoneId zone(String timezone) {
        try {
            return ZoneId.of(timezone);
        } catch (DateTimeException e) {
            throw AwsException.validation(
                    "Provided ScheduleExpressionTimezone " + timezone + " is not a valid timezone.");
        }
    }
}
