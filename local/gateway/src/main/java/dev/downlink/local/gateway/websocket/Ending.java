package dev.downlink.local.gateway.websocket;

import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;

/** How a connection ended: what {@code $disconnect} is told and, if the gateway ends it, what the close frame says. */
record Ending(int code, String reason) {

    /** Idle for too long, open for too long, or the gateway stops. */
    static final Ending GOING_AWAY = new Ending(1001, "Going away");

    /** By {@code DELETE @connections}. */
    static final Ending DELETED = new Ending(1000, "Connection Closed Normally");

    static final Ending BINARY = new Ending(1003, "Binary is not supported");
    static final Ending NOT_UTF8 = new Ending(1007, "Invalid UTF-8");
    static final Ending MESSAGE_TOO_BIG = new Ending(1009, "Message too big");

    /** The TCP connection ended without a close frame. */
    static final Ending DROPPED = new Ending(1006, "");

    private static final Ending WITHOUT_STATUS = new Ending(1005, "Client-side close frame status not set");

    static Ending byClient(CloseWebSocketFrame frame) {
        return switch (frame.statusCode()) {
            case -1 -> WITHOUT_STATUS;
            case 1000 -> DELETED;
            case 1001 -> GOING_AWAY;
            default -> new Ending(frame.statusCode(), frame.reasonText());
        };
    }

    static Ending byViolation(WebSocketCloseStatus status) {
        return new Ending(status.code(), status.reasonText());
    }
}
