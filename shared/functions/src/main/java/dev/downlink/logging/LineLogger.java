package dev.downlink.logging;

import java.io.Serial;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Marker;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.event.LoggingEvent;
import org.slf4j.helpers.LegacyAbstractLogger;
import org.slf4j.helpers.MessageFormatter;
import org.slf4j.spi.LoggingEventAware;

/** Logs lines from a level on. */
final class LineLogger extends LegacyAbstractLogger implements LoggingEventAware {

    @Serial
    private static final long serialVersionUID = 1;

    private static final String OWN = "dev.downlink.";

    private final transient LineFormat format;
    private final transient Consumer<String> out;
    private final Level least;

    /** @param own the level of our own loggers; others log warnings and errors, or less if ours do */
    LineLogger(String name, Level own, LineFormat format, Consumer<String> out) {
        this.name = name;
        this.format = format;
        this.out = out;
        boolean ours = name.startsWith(OWN) || own.toInt() > Level.WARN.toInt();
        this.least = ours ? own : Level.WARN;
    }

    /** Lambda's levels are SLF4J's, and FATAL. */
    static Level level(@Nullable String lambda) {
        String name = Objects.requireNonNullElse(lambda, "").toUpperCase(Locale.ROOT);
        return switch (name) {
            case "TRACE", "DEBUG", "WARN", "ERROR" -> Level.valueOf(name);
            case "FATAL" -> Level.ERROR;
            default -> Level.INFO;
        };
    }

    @Override
    public void log(LoggingEvent event) {
        write(
                event.getLevel(),
                event.getMessage(),
                event.getArgumentArray(),
                Objects.requireNonNullElse(event.getKeyValuePairs(), List.of()),
                event.getThrowable());
    }

    @Override
    protected void handleNormalizedLoggingCall(
            Level level,
            @Nullable Marker marker,
            String message,
            Object @Nullable [] arguments,
            @Nullable Throwable error) {
        write(level, message, arguments, List.of(), error);
    }

    private void write(
            Level level,
            @Nullable String message,
            Object @Nullable [] arguments,
            List<KeyValuePair> pairs,
            @Nullable Throwable error) {
        if (isOn(level)) {
            String text = String.valueOf(MessageFormatter.basicArrayFormat(message, arguments));
            out.accept(format.line(new LineFormat.Entry(level, name, text, pairs, error)));
        }
    }

    private boolean isOn(Level level) {
        return level.toInt() >= least.toInt();
    }

    @Override
    public boolean isTraceEnabled() {
        return isOn(Level.TRACE);
    }

    @Override
    public boolean isDebugEnabled() {
        return isOn(Level.DEBUG);
    }

    @Override
    public boolean isInfoEnabled() {
        return isOn(Level.INFO);
    }

    @Override
    public boolean isWarnEnabled() {
        return isOn(Level.WARN);
    }

    @Override
    public boolean isErrorEnabled() {
        return isOn(Level.ERROR);
    }

    @Override
    protected @Nullable String getFullyQualifiedCallerName() {
        return null;
    }
}
