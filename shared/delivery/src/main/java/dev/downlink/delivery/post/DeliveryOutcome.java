package dev.downlink.delivery.post;

/** How the delivery of some frames to one connection ended. */
public sealed interface DeliveryOutcome {

    /** Every frame was accepted, or will never be. */
    record Delivered() implements DeliveryOutcome {}

    /** The connection no longer exists, or its handshake is still going on. */
    record Gone() implements DeliveryOutcome {}

    /** Not accepted in time: API Gateway answered 429. */
    record Throttled() implements DeliveryOutcome {}

    /**
     * Not accepted in time: posts failed or had no answer.
     *
     * @param unanswered whether the last post may still be accepted
     */
    record Failed(boolean unanswered) implements DeliveryOutcome {}

    /** API Gateway refuses the caller: nothing can be delivered to anyone. */
    record Refused(int status, String reason) implements DeliveryOutcome {}
}
