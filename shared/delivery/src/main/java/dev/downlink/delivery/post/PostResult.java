package dev.downlink.delivery.post;

/** How one post to a connection, or the closing of one, ended. */
public sealed interface PostResult {

    /** Whether the frame need not be posted again. */
    default boolean isFinal() {
        return this instanceof Delivered || this instanceof InvalidFrame;
    }

    /** API Gateway accepted it. */
    record Delivered() implements PostResult {}

    /** 410: the connection no longer exists, or its handshake is still going on. */
    record Gone() implements PostResult {}

    /** 429: too many calls, or the client's buffer is full. Retry later. */
    record Throttled() implements PostResult {}

    /**
     * A fault that may pass: 5xx, a timeout, a connection reset. The frame may have been accepted. Retry later.
     *
     * @param unanswered whether it may even be accepted later
     */
    record Failed(String reason, boolean unanswered) implements PostResult {

        /** API Gateway answered. */
        public Failed(String reason) {
            this(reason, false);
        }
    }

    /** 400 or 413: API Gateway will never accept this frame. Other frames to the same connection may be accepted. */
    record InvalidFrame(String reason) implements PostResult {}

    /** 401, 403, 404 and other refusals: not about the connection or the frame, but about the caller or the endpoint. */
    record Refused(int status, String reason) implements PostResult {}
}
