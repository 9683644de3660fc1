package dev.downlink.history;

/** What makes an append that is tried again recognisable, so that it publishes once. */
public sealed interface IdempotencyKey {

    /** Chosen by the publisher; publishes once per channel within {@link ChannelHistory#KEY_LIFETIME}. */
    record Named(String value) implements IdempotencyKey {}

    /**
     * A position in an ordered source, such as a record of a stream's shard. Whoever appends from a source appends in its
     * order, so that one remembered position tells everything that was appended before.
     *
     * @param source stable name of the source, such as {@code vehicles/shardId-000000000000}
     * @param position compared as text: positions of one source have the same length and only grow
     */
    record SourcePosition(String source, String position) implements IdempotencyKey {}
}
