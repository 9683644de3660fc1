package dev.downlink.metrics;

/** What a line's metrics are also counted by, besides the environment. */
public enum Dimension {
    /** An HTTP status, a WebSocket close code, or why something was not done. */
    REASON("reason"),
    /** Of a channel. */
    NAMESPACE("namespace");

    private final String label;

    Dimension(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
