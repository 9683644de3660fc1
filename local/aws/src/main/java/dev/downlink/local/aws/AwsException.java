package dev.downlink.local.aws;

import dev.downlink.local.aws.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.Map;

/** A request that an AWS service refuses: the type and message go to the client as that service's protocol says. */
public final class AwsException extends RuntimeException {

    private final int status;
    private final String type;
    private final transient Map<String, Object> members;

    /** @param members of the answer's body beside the message, or in place of it: {@code message} */
    public AwsException(int status, String type, String message, Map<String, Object> members) {
        // An answer, not a fault: nobody reads its stack trace.
        super(message, null, false, false);
        this.status = status;
        this.type = type;
        this.members = Map.copyOf(members);
    }

    public AwsException(int status, String type, String message) {
        this(status, type, message, Map.of());
    }

    public static AwsException badRequest(String type, String message) {
        return new AwsException(400, type, message);
    }

    public static AwsException validation(String message) {
        return badRequest("ValidationException", message);
    }

    public static AwsException notFound(int status, String message) {
        return new AwsException(status, "ResourceNotFoundException", message);
    }

    /** The error's name, such as {@code ResourceNotFoundException}. */
    public String type() {
        return type;
    }

    /** What went wrong, for the client. */
    public String message() {
        return String.valueOf(getMessage());
    }

    /** As REST services answer: the type in a header; no body without a message. */
    public HttpResponse toRest() {
        HttpResponse answer = message().isEmpty()
                ? HttpResponse.empty(status)
                : AwsEncoding.JSON.response(status, body(new LinkedHashMap<>(), "Message"));
        return answer.withHeader("x-amzn-ErrorType", type);
    }

    /** As services with {@code X-Amz-Target} answer: the type in the body. */
    public HttpResponse toTarget(AwsEncoding encoding) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("__type", type);
        return encoding.response(status, body(body, "message"));
    }

    private Map<String, Object> body(Map<String, Object> body, String messageKey) {
        if (!members.containsKey("message")) {
            body.put(messageKey, message());
        }
        body.putAll(members);
        return body;
    }
}
