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
    /** Without history, counted once for each connection; too old ones once for each worker. By {@link Dimension#REASON}. */
    DROPPED_PUBLICATIONS("DroppedPublications", "Count"),
    /** Publications that wait when a worker begins a round, if there are several. By {@link Dimension#NAMESPACE}. */
    DELIVERY_BACKLOG("DeliveryBacklog", "Count"),
    CONNECTIONS_OPENED("ConnectionsOpened", "Count"),
    /** The reason is the HTTP status. */
    CONNECTIONS_REFUSED("ConnectionsRefused", "Count"),
    /** The reason is the WebSocket close code. */
    CONNECTIONS_CLOSED("ConnectionsClosed", "Count"),
    /** Age of the oldest record of a batch, when the batch begins. */
    INGEST_LAG("IngestLagMillis", "Milliseconds"),
    /** Age of the oldest event of a batch by its own time, where the pipeline says which field that is. */
    EVENT_LAG("EventLagMillis", "Milliseconds"),
    /** Records that can never be published. By {@link Dimension#REASON}. */
    DEAD_LETTERS("DeadLetters", "Count"),
    /** From the publish request of probe-service until its own client had the frame. */
    PROBE("ProbeMillis", "Milliseconds");

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
