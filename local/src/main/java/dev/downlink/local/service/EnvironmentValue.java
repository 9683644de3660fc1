package dev.downlink.local.service;

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

    /** {@code function:chat-service/fan-out}: the function's name. */
    record Function(String service, String function) implements EnvironmentValue {}

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
                default -> throw invalid(section, key, text);
            };
        }
        return switch (kind) {
            case "table" -> new Table(name);
            case "stream" -> new Stream(name);
            case "queue" -> new Queue(name);
            case "function" -> {
                if (slash < 1 || slash == name.length() - 1) {
                    throw invalid(section, key, text);
                }
                yield new Function(name.substring(0, slash), name.substring(slash + 1));
            }
            default -> throw invalid(section, key, text);
        };
    }

    private static InvalidDescriptionException invalid(Section section, String key, String text) {
        return section.invalid(
                key,
                text,
                "channels, callback-url, table:<name>, stream:<name>, queue:<name> or function:<service>/<function>");
    }
}
