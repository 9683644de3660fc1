package dev.downlink.connectionservice.token;

/** The result of verifying a token. */
public sealed interface Verification {

    record Valid(ConnectionToken token) implements Verification {}

    /** Correctly signed, but {@code exp} has passed or {@code nbf} is ahead: the client needs a new token. */
    record Expired() implements Verification {}

    /** @param reason for the log only */
    record Invalid(String reason) implements Verification {
        public Invalid {
            reason = Reason.printable(reason);
        }
    }

    /** The keys could not be fetched: the same token may be valid later. */
    record Unverifiable(String reason) implements Verification {
        public Unverifiable {
            reason = Reason.printable(reason);
        }
    }
}
