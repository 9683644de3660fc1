package dev.downlink.protocol;

/** The two ways of writing the same protocol. */
public enum Dialect {
    /** {@code {"action": …}} in, {@code {"type": …}} out: for {@code wscat} and hand-written clients. */
    ACTION,
    /** The Centrifuge client protocol in JSON. */
    CENTRIFUGE
}
