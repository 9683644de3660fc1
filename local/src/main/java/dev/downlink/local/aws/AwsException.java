package dev.downlink.local.aws;

/** A request that an AWS service refuses: the type and message go to the client as that service's protocol says. */
public final class AwsException extends RuntimeException {

    private final int status;
    private final String type;

    public AwsException(int status, String type, String message) {
        // An answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    public static AwsException validation(String message) {
        return new AwsException(400, "ValidationException", message);
    }

    public int status() {
        return status;
    }

    /** The error's name, such as {@code ResourceNotFoundException}. */
    public String type() {
        return type;
    }

    /** What went wrong, for the client. */
    public String message() {
        return String.valueOf(getMessage());
    }
}
