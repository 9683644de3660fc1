package dev.downlink.schedule;

/** A limit of the scheduler was met: nothing was changed. */
public final class ScheduleLimitException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** Which limit. */
    public enum Limit {
        /** The content of one schedule. */
        SIZE,
        /** How many schedules an account has. */
        COUNT,
        /** Calls a second; the same call may succeed later. */
        RATE
    }

    private final Limit limit;

    public ScheduleLimitException(Limit limit, String message) {
        super(message);
        this.limit = limit;
    }

    public Limit limit() {
        return limit;
    }
}
