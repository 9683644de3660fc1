package dev.downlink.local.gateway.websocket;

import com.fasterxml.jackson.core.io.JsonStringEncoder;

/** What a client is told when something went wrong, on a handshake, on an open connection and by the management API. */
record Failure(String message, String connectionId, String requestId) {

    static final String FORBIDDEN = "Forbidden";
    static final String INTERNAL = "Internal server error";
    static final String TIMED_OUT = "Endpoint request timed out";
    static final String TOO_MANY = "Too Many Requests";

    /** With exactly the spaces that API Gateway puts. */
    String text() {
        return "{\"message\": \"%s\", \"connectionId\":\"%s\", \"requestId\":\"%s\"}"
                .formatted(escape(message), escape(connectionId), escape(requestId));
    }

    private static String escape(String text) {
        return new String(JsonStringEncoder.getInstance().quoteAsString(text));
    }
}
