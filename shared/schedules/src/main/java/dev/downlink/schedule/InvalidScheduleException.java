package dev.downlink.schedule;

/** A schedule that cannot be; the message tells its author which field is wrong and what was expected. */
public final class InvalidScheduleException extends IllegalArgumentException {

    private static final long serialVersionUID = 1;

    public InvalidScheduleException(String message) {
        super(message);
    }
}
