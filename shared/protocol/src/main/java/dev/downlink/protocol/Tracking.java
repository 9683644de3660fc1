package dev.downlink.protocol;

/** Whether a Centrifuge client follows its position in a channel's history; the action dialect always tells it. */
public enum Tracking {
    NONE,
    /** The client knows where it is. */
    POSITIONED,
    /** It also recovers from there when it was away. */
    RECOVERABLE
}
