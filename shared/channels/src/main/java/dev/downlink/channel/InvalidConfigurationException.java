package dev.downlink.channel;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A mistake in the configuration; the function does not start. The message names the key, the value and what was expected. */
public final class InvalidConfigurationException extends RuntimeException {

    public InvalidConfigurationException(String message) {
        super(message);
    }

    public InvalidConfigurationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param path of the key in the source, a file; empty for the whole file */
    static InvalidConfigurationException at(String source, String path, @Nullable Object value, String expected) {
        return new InvalidConfigurationException("%s: %s is %s; expected %s"
                .formatted(source, path.isEmpty() ? "the file" : path, shown(value), expected));
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof String text) {
            return '"' + text + '"';
        }
        if (value instanceof Map) {
            return "a mapping";
        }
        if (value instanceof List) {
            return "a list";
        }
        return value == null ? "missing" : value.toString();
    }
}
