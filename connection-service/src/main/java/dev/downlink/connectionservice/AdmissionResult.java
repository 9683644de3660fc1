package dev.downlink.connectionservice;

import org.jspecify.annotations.Nullable;

/** The answer to a handshake. */
sealed interface AdmissionResult {

    /** @param subprotocol the negotiated one; absent if there is none */
    record Admitted(@Nullable String subprotocol) implements AdmissionResult {}

    record BadRequest(String message) implements AdmissionResult {}

    /** The token is invalid or expired. Only the log has the reason. */
    record Unauthorized() implements AdmissionResult {}

    record Forbidden(String message) implements AdmissionResult {}

    /** The token cannot be verified at the moment. */
    record TemporarilyUnavailable() implements AdmissionResult {}
}
