package dev.downlink.local.runtime.service;

/** What an environment variable of a service stands for. */
public sealed interface EnvironmentValue {

    /** {@code channels}: a reference to channels.yml. */
    record Channels() implements EnvironmentValue {}

    /** {@code callback-url}: the base of {@code @connections}. */
    record CallbackUrl() implements EnvironmentValue {}

    /** {@code table:connections}: the table's name. */
    record Table(String table) implements EnvironmentValue {}

    /** {@code stream:vehicles}: the stream's name. */
    record Stream(String stream) implements EnvironmentValue {}

    /** {@code queue:dead-letters}: the queue's URL. */
    record Queue(String queue) implements EnvironmentValue {}

    /** {@code queue-arn:dead-letters}: the queue's ARN. */
    record QueueArn(String queue) implements EnvironmentValue {}

    /** {@code function:chat-service/fan-out}: the function's name. */
    record Function(String service, String function) implements EnvironmentValue {}

    /** {@code function-arn:scheduler-service/announce}: the function's ARN. */
    record FunctionArn(String service, String function) implements EnvironmentValue {}

    /** {@code schedules}: the name of the group of schedules that the HTTP API manages. */
    record ScheduleGroup() implements EnvironmentValue {}

    /** {@code schedule-role}: the ARN of the role that Scheduler takes to invoke what occurrences go to. */
    record ScheduleRole() implements EnvironmentValue {}

    static EnvironmentValue of(Section section, String key) {
        String text = section.string(key);
        int colon = text.indexOf(':');
        String kind = colon < 0 ? text : text.substring(0, colon);
        String name = colon < 0 ? "" : text.substring(colon + 1);
        int slash = name.indexOf('/');
        if (name.isEmpty()) {
            return switch (kind) {
                case "channels" -> new Channels();
                case "callback-url" -> new CallbackUrl();
                case "schedules" -> new ScheduleGroup();
                case "schedule-role" -> new ScheduleRole();
                default -> throw invalid(section, key, text);
            };
        }
        return switch (kind) {
            case "table" -> new Table(name);
            case "stream" -> new Stream(name);
            case "queue" -> new Queue(name);
            case "queue-arn" -> new QueueArn(name);
            case "function", "function-arn" -> {
                if (slash < 1 || slash == name.length() - 1) {
                    throw invalid(section, key, text);
                }
                String service = name.substring(0, slash);
                String function = name.substring(slash + 1);
                yield kind.equals("function") ? new Function(service, function) : new FunctionArn(service, function);
            }
            default -> throw invalid(section, key, text);
        };
    }

    private static InvalidDescriptionException invalid(Section section, String key, String text) {
        return section.invalid(
                key,
                text,
                "channels, callback-url, schedules, schedule-role, table:<name>, stream:<name>, queue:<name>, queue-arn:<name>, "
                        + "function:<service>/<function> or function-arn:<service>/<function>");
    }
}
