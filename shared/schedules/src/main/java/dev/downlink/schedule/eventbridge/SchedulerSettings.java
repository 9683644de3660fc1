package dev.downlink.schedule.eventbridge;

import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;

/**
 * What a schedule is created with.
 *
 * @param group environment variable {@code SCHEDULE_GROUP}: its name
 * @param role environment variable {@code SCHEDULE_ROLE}: the ARN of the role that Scheduler takes to invoke the target
 * @param target environment variable {@code SCHEDULE_TARGET}: the ARN of the function that publishes occurrences
 * @param deadLetters environment variable {@code SCHEDULE_DEAD_LETTERS}: the ARN of the queue for what the target never took
 */
@Singleton
record SchedulerSettings(
        @Value("${schedule.group}") String group,
        @Value("${schedule.role}") String role,
        @Value("${schedule.target}") String target,
        @Value("${schedule.dead.letters}") String deadLetters) {}
