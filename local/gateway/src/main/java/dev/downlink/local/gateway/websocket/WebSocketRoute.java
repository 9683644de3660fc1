package dev.downlink.local.gateway.websocket;

/**
 * The integration of a route.
 *
 * @param reply whether the function's body is sent to the client (a route response is configured)
 */
public record WebSocketRoute(String functionName, boolean reply) {}
