package dev.downlink.session;

import org.jspecify.annotations.Nullable;

/** The answer to a handshake. */
sealed interface AdmissionResult {

    /** @param subprotocol the one agreed on; absent if none was */
    record Admitted(@Nullable String subprotocol) implements AdmissionResult {}

    record BadRequest(String message) implements AdmissionResult {}

    /** The token is bad or expired; which, and why, is for the log. */
    record Unauthorized() implements AdmissionResult {}

    record Forbidden(String message) implements AdmissionResult {}

    /** The token cannot be verified now. */
    record Unavailable() implements AdmissionResult {}
}
