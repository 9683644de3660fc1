package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** An error as clients see it: on a handshake, on an open connection and from the management API. */
record Failure(String message, String connectionId, String requestId) {

    static final String FORBIDDEN = "Forbidden";
    static final String INTERNAL = "Internal server error";
    static final String TIMED_OUT = "Endpoint request timed out";
    static final String TOO_MANY = "Too Many Requests";

    /** With the exact spaces of API Gateway. */
    String text() {
        return "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
                .formatted(escape(message), escape(connectionId), escape(requestId));
    }

    private static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
