package dev.downlink.metrics;

/** What is counted and timed. Terraform's dashboard and alarms use these names. */
public enum Metric {
    PUBLICATIONS("Publications", "Count"),
    /** Connections that accepted all frames they were sent. */
    DELIVERIES("Deliveries", "Count"),
    /** From the time of a publication until a connection accepted its frame. */
    PUBLISH_TO_FRAME("PublishToFrameMillis", "Milliseconds"),
    GONE_CONNECTIONS("GoneConnections", "Count"),
    THROTTLED_POSTS("ThrottledPosts", "Count"),
    REFUSED_POSTS("RefusedPosts", "Count"),
    FAILED_POSTS("FailedPosts", "Count"),
    SLOW_CONSUMERS("SlowConsumers", "Count"),
    /** Without history, counted once for each connection. */
    DROPPED_PUBLICATIONS("DroppedPublications", "Count"),
    CONNECTIONS_OPENED("ConnectionsOpened", "Count"),
    /** The reason is the HTTP status. */
    CONNECTIONS_REFUSED("ConnectionsRefused", "Count"),
    /** The reason is the WebSocket close code. */
    CONNECTIONS_CLOSED("ConnectionsClosed", "Count"),
    /** Age of the oldest record of a batch, when the batch begins. */
    INGEST_LAG("IngestLagMillis", "Milliseconds");

    private final String label;
    private final String unit;

    Metric(String label, String unit) {
        this.label = label;
        this.unit = unit;
    }

    String label() {
        return label;
    }

    String unit() {
        return unit;
    }
}
