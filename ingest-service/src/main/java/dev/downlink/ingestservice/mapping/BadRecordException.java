package dev.downlink.ingestservice.mapping;

/** A record that can never be published; the message is the reason. It goes to the dead-letter queue; a retry has no effect. */
public final class BadRecordException extends Exception {

    public BadRecordException(String reason) {
        // Without a stack trace: a faulty producer may cause thousands of these per second.
        super(reason, null, false, false);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
