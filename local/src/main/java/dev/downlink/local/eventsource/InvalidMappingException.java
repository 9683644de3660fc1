package dev.downlink.local.eventsource;

/** A request for a mapping that Lambda would refuse as an {@code InvalidParameterValueException}. */
final class InvalidMappingException extends RuntimeException {

    private final String reason;

    InvalidMappingException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
