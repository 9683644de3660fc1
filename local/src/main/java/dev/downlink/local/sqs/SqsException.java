package dev.downlink.local.sqs;

/** An answer to a request that cannot be served. */
final class SqsException extends RuntimeException {

    private final String type;
    private final String queryCode;

    private SqsException(String type, String queryCode, String message) {
        super(message, null, false, false);
        this.type = type;
        this.queryCode = queryCode;
    }

    static SqsException noSuchQueue() {
        return new SqsException(
                "QueueDoesNotExist", "AWS.SimpleQueueService.NonExistentQueue", "The specified queue does not exist.");
    }

    static SqsException invalidHandle() {
        return new SqsException(
                "ReceiptHandleIsInvalid", "ReceiptHandleIsInvalid", "The input receipt handle is invalid.");
    }

    static SqsException invalid(String message) {
        return new SqsException("InvalidParameterValue", "InvalidParameterValue", message);
    }

    static SqsException missing(String parameter) {
        return new SqsException(
                "MissingParameter", "MissingParameter", "The request must contain the parameter " + parameter + ".");
    }

    static SqsException unknownOperation(String operation) {
        return new SqsException(
                "InvalidAction", "InvalidAction", "The action " + operation + " is not valid for this endpoint.");
    }

    String type() {
        return type;
    }

    /** The code of the older query protocol, which SDKs still show. */
    String queryCode() {
        return queryCode;
    }
}
