package dev.downlink.session.token;

/** What became of a token. */
public sealed interface Verification {

    record Valid(ConnectionToken token) implements Verification {}

    /** Genuine, but past its {@code exp}: a new one will do. */
    record Expired() implements Verification {}

    /** @param reason for the log; clients are not told */
    record Invalid(String reason) implements Verification {}

    /** The keys could not be had: the same token may do later. */
    record Unverifiable(String reason) implements Verification {}
}
