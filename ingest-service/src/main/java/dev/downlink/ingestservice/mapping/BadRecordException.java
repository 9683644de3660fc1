package dev.downlink.ingestservice.mapping;

/** This record can never be published; the message says why. It is for the dead-letter queue, not for a retry. */
public final class BadRecordException extends Exception {

    public BadRecordException(String reason) {
        // Without a stack trace: a producer gone wrong makes thousands of these a second.
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
