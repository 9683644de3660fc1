package dev.downlink.connection;

/** Whether the other subscribers have been told that a subscriber joined: only then are they told that it left. */
public enum JoinState {
    /** The namespace does not tell. */
    UNTOLD,
    /** They are about to be told. */
    PENDING,
    TOLD
}
