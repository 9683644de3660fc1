package dev.downlink.connectionservice.token;

/** The result of verifying a subscription token. */
public sealed interface SubscriptionVerification {

    record Valid(SubscriptionToken token) implements SubscriptionVerification {}

    /** Correctly signed, but {@code exp} has passed or {@code nbf} is ahead: the client needs a new token (error 109). */
    record Expired() implements SubscriptionVerification {}

    /**
     * Not a signed token of ours (error 103).
     *
     * @param reason for the log only
     */
    record Invalid(String reason) implements SubscriptionVerification {
        public Invalid {
            reason = Reason.printable(reason);
        }
    }

    /**
     * Correctly signed, for another channel, user or client (disconnect 3500).
     *
     * @param reason for the log only
     */
    record Foreign(String reason) implements SubscriptionVerification {}

    /** The keys could not be fetched: the same token may be valid later. */
    record Unverifiable(String reason) implements SubscriptionVerification {
        public Unverifiable {
            reason = Reason.printable(reason);
        }
    }
}
