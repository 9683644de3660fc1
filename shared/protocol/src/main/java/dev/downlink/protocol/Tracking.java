package dev.downlink.protocol;

/** Whether a Centrifuge client follows its position in a channel's history; the action dialect always sends it. */
public enum Tracking {
    NONE,
    /** The client follows its position. */
    POSITIONED,
    /** It also recovers from its position when it reconnects. */
    RECOVERABLE
}
