package dev.downlink.delivery;

/** How a post to a connection ended. */
public sealed interface PostResult {

    /** API Gateway took it. */
    record Delivered() implements PostResult {}

    /** The connection no longer exists, or its handshake is still going on (410). */
    record Gone() implements PostResult {}

    /** Too many calls, or the client's buffer is full (429): try again later. */
    record Throttled() implements PostResult {}

    /** A fault that may pass (5xx, connection reset): try again. */
    record Failed(String reason) implements PostResult {}

    /** A refusal that will not pass (other 4xx). */
    record Rejected(String reason) implements PostResult {}
}
