package dev.downlink.local.lambda;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Duration;
import java.util.Locale;

/** The error JSON that Lambda itself writes when the function could not. */
final class ErrorPayload {

    /** 6 MB and a little: Lambda's limit for a response. */
    static final int MAX_RESPONSE_BYTES = 6_291_556;

    private static final ObjectMapper JSON = new ObjectMapper();

    private ErrorPayload() {}

    static byte[] timedOut(String requestId, Duration timeout) {
        return of(
                "Sandbox.Timedout",
                "RequestId: %s Error: Task timed out after %.2f seconds"
                        .formatted(requestId, timeout.toMillis() / 1000.0));
    }

    static byte[] exited(String requestId, int status) {
        String reason = switch (status) {
            case 0 -> "Runtime exited without providing a reason";
            case 128 + 9 -> "Runtime exited with error: signal: killed";
            default -> "Runtime exited with error: exit status " + status;
        };
        return of("Runtime.ExitError", "RequestId: " + requestId + " Error: " + reason);
    }

    static byte[] responseTooLarge() {
        return of(
                "Function.ResponseSizeTooLarge",
                "Response payload size exceeded maximum allowed payload size (" + MAX_RESPONSE_BYTES + " bytes).");
    }

    static byte[] of(String type, String message) {
        return JSON.createObjectNode()
                .put("errorType", type)
                .put("errorMessage", message)
                .toString()
                .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    }

    /** Type and message on one line, for our own log. */
    static String summary(byte[] payload) {
        try {
            var json = JSON.readTree(payload);
            return "%s: %s"
                    .formatted(
                            json.path("errorType").asText("unknown error"),
                            json.path("errorMessage")
                                    .asText()
                                    .lines()
                                    .findFirst()
                                    .orElse(""));
        } catch (java.io.IOException e) {
            return String.format(Locale.ROOT, "an error of %d bytes that is not JSON", payload.length);
        }
    }
}
