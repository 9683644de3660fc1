package dev.downlink.probeservice;

/** The system does not do for the probe what it does for its users; the message says which step failed. */
final class ProbeFailedException extends RuntimeException {

    ProbeFailedException(String message) {
        super(message);
    }

    ProbeFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
