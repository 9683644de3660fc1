package dev.downlink.connection;

/** Whether a subscriber's join was pushed to the other subscribers: only then is its leave. */
public enum JoinState {
    /** The namespace pushes no joins. */
    UNTOLD,
    /** The join is about to be pushed. */
    PENDING,
    TOLD
}
