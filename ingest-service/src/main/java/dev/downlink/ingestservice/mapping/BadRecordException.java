package dev.downlink.ingestservice.mapping;

/** A record that can never be published; the message is the reason. It goes to the dead-letter queue; a retry has no effect. */
public final class BadRecordException extends Exception {

    /** For counting; the message says more. */
    public enum Kind {
        /** Larger than a publication may be. */
        SIZE,
        /** Not one JSON value. */
        FORMAT,
        /** A field that the pipeline needs is missing or unusable. */
        FIELD,
        /** It would go to a channel that it must not. */
        CHANNEL
    }

    private final Kind kind;

    public BadRecordException(Kind kind, String reason) {
        // Without a stack trace: a faulty producer may cause thousands of these per second.
        super(reason, null, false, false);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
