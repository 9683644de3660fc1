package dev.downlink.local.runtime.service;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An EventBridge schedule that invokes the function.
 *
 * @param expression {@code at(…)}, {@code rate(…)} or {@code cron(…)}
 * @param timezone IANA name
 * @param input the event; {@code <aws.scheduler.…>} in its texts is replaced at each execution
 */
public record ScheduleDescription(String name, String expression, String timezone, JsonNode input) {

    static ScheduleDescription of(String name, Section section) {
        return new ScheduleDescription(
                name,
                section.string("expression"),
                section.optionalString("timezone").orElse("UTC"),
                section.json("input"));
    }
}
