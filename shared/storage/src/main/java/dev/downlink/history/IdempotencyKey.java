package dev.downlink.history;

/** Identifies an append, so that a retry does not publish again. */
public sealed interface IdempotencyKey {

    /** Chosen by the publisher; publishes once per channel within {@link ChannelHistory#KEY_LIFETIME}. */
    record Named(String value) implements IdempotencyKey {}

    /**
     * A position in an ordered source, such as a record of a stream's shard. A source is appended in its
     * order, so one stored position covers everything before it.
     *
     * @param source stable name of the source, such as {@code vehicles/shardId-000000000000}
     * @param position compared as text: positions of one source have the same length and only grow
     */
    record SourcePosition(String source, String position) implements IdempotencyKey {}
}
