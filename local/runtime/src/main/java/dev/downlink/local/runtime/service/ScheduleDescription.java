package dev.downlink.local.runtime.service;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.downlink.channel.Settings;
import java.util.Objects;

/**
 * An EventBridge schedule that invokes the function.
 *
 * @param expression {@code at(…)}, {@code rate(…)} or {@code cron(…)}
 * @param timezone IANA name
 * @param input the event; {@code <aws.scheduler.…>} in its texts is replaced at each execution
 */
public record ScheduleDescription(String name, String expression, String timezone, JsonNode input) {

    private static final ObjectMapper JSON = new ObjectMapper();

    static ScheduleDescription of(String name, Settings settings) {
        return new ScheduleDescription(
                name,
                settings.requiredText("expression", "at(…), rate(…) or cron(…)"),
                Objects.requireNonNullElse(settings.text("timezone", "the name of a time zone"), "UTC"),
                input(settings));
    }

    private static JsonNode input(Settings settings) {
        Object input = settings.value("input");
        if (input == null) {
            throw settings.invalid("input", null, "the event");
        }
        return JSON.valueToTree(input);
    }
}
