package dev.downlink.schedule;

import java.util.UUID;
import java.util.regex.Pattern;

/** The name of a schedule, chosen by who creates it. Any text: {@link #valid} tells whether a schedule can have it. */
public record ScheduleId(String value) {

    /** EventBridge Scheduler's rule for names. */
    private static final Pattern NAME = Pattern.compile("[0-9a-zA-Z_.-]{1,64}");

    public static ScheduleId random() {
        return new ScheduleId(UUID.randomUUID().toString());
    }

    public boolean valid() {
        return NAME.matcher(value).matches();
    }

    @Override
    public String toString() {
        return value;
    }
}
